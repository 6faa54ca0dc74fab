//! One short example out of a docstring: the first that shows the thing at hand, with as much around it as there is room for.

use std::ops::Range;

/// The lines of an example that show `name`, at most `limit` of them; `None` if none do.
pub(super) fn short(lines: &[String], name: &str, limit: usize) -> Option<Range<usize>> {
    let steps = steps(lines);
    let is_shown = |step: &Range<usize>| lines[step.clone()].iter().any(|line| has_word(line, name));
    let at = steps.iter().position(is_shown)?;
    let mut kept = steps[at].clone();
    if kept.len() > limit {
        // What is printed may be long; what is typed has to be there, and whole.
        let printed = kept.clone().find(|line| *line > kept.start && !lines[*line].starts_with("..."));
        kept.end = printed.filter(|_| lines[kept.start].starts_with(">>>"))?;
        return (kept.len() <= limit).then_some(kept);
    }
    for before in steps[..at].iter().rev() {
        if kept.end - before.start > limit {
            break;
        }
        kept.start = before.start;
    }
    for after in &steps[at + 1..] {
        if after.end - kept.start > limit {
            break;
        }
        kept.end = after.end;
    }
    Some(kept)
}

/// What is typed at one prompt, with what that prints; without prompts, all lines are one step.
fn steps(lines: &[String]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> =
        (0..lines.len()).filter(|line| *line == 0 || lines[*line].starts_with(">>>")).collect();
    starts.push(lines.len());
    let steps = starts.windows(2).map(|ends| {
        let last = lines[ends[0]..ends[1]].iter().rposition(|line| !line.is_empty());
        ends[0]..ends[0] + last.map_or(0, |last| last + 1)
    });
    steps.filter(|step| !step.is_empty()).collect()
}

fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, limit: usize) -> Option<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        short(&lines, "f", limit).map(|range| lines[range].join("\n"))
    }

    #[test]
    fn what_shows_the_thing_is_there_before_what_leads_to_it() {
        let text = ">>> import m\n>>> x = 1\n>>> m.f(x)\n2\n\n>>> m.g(x)\n3";
        assert_eq!(shown(text, 2).unwrap(), ">>> m.f(x)\n2");
        assert_eq!(shown(text, 3).unwrap(), ">>> x = 1\n>>> m.f(x)\n2");
        assert_eq!(shown(text, 4).unwrap(), ">>> import m\n>>> x = 1\n>>> m.f(x)\n2");
        assert_eq!(shown(text, 7).unwrap(), text);
    }

    #[test]
    fn what_is_typed_stays_whole() {
        let text = ">>> f(1,\n...   2)\n1\n2\n3";
        assert_eq!(shown(text, 4).unwrap(), ">>> f(1,\n...   2)");
        assert_eq!(shown(text, 1), None);
        assert_eq!(shown("a = f(1)\nb", 2).unwrap(), "a = f(1)\nb");
        assert_eq!(shown("a = f(1)\nb\nc", 2), None);
    }

    #[test]
    fn another_name_is_not_the_thing() {
        assert_eq!(shown(">>> ff(1)\n>>> of\n>>> f_", 4), None);
        assert_eq!(shown("", 4), None);
    }
}
