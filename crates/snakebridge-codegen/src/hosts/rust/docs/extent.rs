//! How much of a docstring the wrappers repeat: the beginning, to a sensible place. Python has the rest.

/// How many lines of documentation something has at most, beside its signature.
const LINES: usize = 20;

/// The lines, if need be cut between two paragraphs, with a pointer to the rest.
pub(super) fn of(path: &str, lines: Vec<String>) -> Vec<String> {
    if lines.len() <= LINES {
        return lines;
    }
    let mut in_fence = false;
    let mut end = 0;
    for (index, line) in lines.iter().enumerate().take(LINES) {
        in_fence ^= line.starts_with("```");
        if line.is_empty() && !in_fence {
            end = index;
        }
    }
    let mut kept: Vec<String> = lines.into_iter().take(end).collect();
    // A heading over nothing says nothing.
    while kept.last().is_some_and(|line| line.is_empty() || line.starts_with('#')) {
        kept.pop();
    }
    if !kept.is_empty() {
        kept.push(String::new());
    }
    kept.push(format!("There is more in Python: `help(\"{}\")`.", path.replace('`', "")));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn what_is_short_stays() {
        let lines = text(&["One.", "", "Two."]);
        assert_eq!(of("m.f", lines.clone()), lines);
    }

    #[test]
    fn what_is_long_ends_between_paragraphs() {
        let mut lines = text(&["One.", "", "# Heading", "", "```python"]);
        lines.extend(vec![String::new(); 40]);
        let more = "There is more in Python: `help(\"m.f\")`.";
        assert_eq!(of("m.f", lines), text(&["One.", "", more]));
        assert_eq!(of("m.f", text(&["x"; 40])), text(&[more]));
    }
}
