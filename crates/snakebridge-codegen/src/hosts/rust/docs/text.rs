//! Lines of a docstring before anything is known of them.

/// Where a tab goes on, as docutils has it (`tab_width`).
const TAB: usize = 8;

/// Text without carriage returns, without control characters, and without those that change the direction of text, which
/// rustc rejects. What the rest of `docs` marks with control characters can therefore not be forged.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push('\n');
                column = 0;
            }
            '\t' => {
                let width = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            // No other space indents or ends anything in Markdown.
            c => {
                out.push(if c.is_whitespace() { ' ' } else { c });
                column += 1;
            }
        }
    }
    out
}

pub(super) fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).collect()
}

/// How far a line is indented.
pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines without what all of them are indented by, and without empty ones around.
pub(super) fn dedented<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(start, |last| last + 1);
    let lines = &lines[start..end];
    let margin = lines.iter().filter(|line| !line.is_empty()).map(|line| indent_of(line)).min().unwrap_or(0);
    lines.iter().map(|line| line.get(margin..).unwrap_or_default()).collect()
}

/// The same, where the first line starts behind a mark and says nothing about the others.
pub(super) fn dedented_after<'a>(first: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec![first.trim()];
    let end = rest.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let rest = &rest[..end];
    // What a literal block is indented by tells it from text.
    if first.ends_with("::") && rest.first().is_some_and(|line| line.is_empty()) {
        all.extend(rest);
        return all;
    }
    let margin = rest.iter().filter(|line| !line.is_empty()).map(|line| indent_of(line)).min().unwrap_or(0);
    all.extend(rest.iter().map(|line| line.get(margin..).unwrap_or_default()));
    if first.trim().is_empty() { dedented(&all) } else { all }
}

/// Where the lines end that are indented, or empty and followed by such ones.
pub(super) fn end_of_indented(lines: &[&str], at: usize) -> usize {
    let end = (at..lines.len()).find(|at| !lines[*at].is_empty() && !lines[*at].starts_with(' '));
    let end = end.unwrap_or(lines.len());
    let blank = lines[at..end].iter().rev().take_while(|line| line.is_empty()).count();
    end - blank
}

/// Lines of a paragraph as one.
pub(super) fn joined(lines: &[&str]) -> String {
    let words: Vec<&str> =
        lines.iter().flat_map(|line| line.split(' ')).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_a_comment_is_gone() {
        assert_eq!(printable("a\rb\r\nc\0d\u{202e}e\u{1}"), "a\nb\ncde");
        assert_eq!(printable("a\tb\n\tc\u{a0}d"), "a       b\n        c d");
    }

    #[test]
    fn margins() {
        assert_eq!(dedented(&["", "  a", "", "    b", ""]), ["a", "", "  b"]);
        assert_eq!(dedented_after(" a", &["    b", "      c", ""]), ["a", "b", "  c"]);
        assert_eq!(end_of_indented(&["x", "  a", "", "  b", "", "c"], 1), 4);
    }
}
