//! What a line of a docstring is.

pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The fence that a line opens.
pub(super) fn fence_of(text: &str) -> Option<&str> {
    let is_fence =
        text.starts_with("~~~") || (text.starts_with("```") && !text.trim_start_matches('`').contains('`'));
    is_fence.then_some(text)
}

pub(super) fn is_heading(lines: &[&str], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| is_underline(next.trim_start()))
}

/// Whether a line is a term of numpydoc: `name : type`, or anything with a definition below it.
pub(super) fn is_term(lines: &[&str], at: usize) -> bool {
    let defined =
        lines.get(at + 1).is_some_and(|next| !next.is_empty() && indent_of(next) > indent_of(lines[at]));
    defined || lines[at].contains(" : ")
}

/// Whether a line does not go on with the paragraph before it.
pub(super) fn starts_block(lines: &[&str], at: usize) -> bool {
    let text = lines[at].trim_start();
    let (mark, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    let is_item = !rest.is_empty() && (["-", "*", "+", "•"].contains(&mark) || is_number(mark));
    text.is_empty()
        || is_item
        || text.starts_with([':', '|'])
        || text.starts_with(">>>")
        || fence_of(text).is_some()
        || is_ruler(text)
        || is_heading(lines, at)
}

/// The mark of a numbered list.
fn is_number(mark: &str) -> bool {
    let digits = mark.trim_end_matches(['.', ')']);
    digits.len() < mark.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// Whether, past blank lines, more of a doctest follows.
pub(super) fn is_doctest(lines: &[&str], at: usize) -> bool {
    lines[at..].iter().find(|line| !line.is_empty()).is_some_and(|line| line.trim_start().starts_with(">>>"))
}

/// Whether a line is the rule of a reST table: `====  ===`.
pub(super) fn is_ruler(line: &str) -> bool {
    line.starts_with("==") && line.contains(' ') && line.chars().all(|c| matches!(c, '=' | ' '))
}

/// Whether a line underlines the one above it: a heading of reST or Markdown.
fn is_underline(line: &str) -> bool {
    line.len() >= 3 && ["-", "=", "~", "^"].iter().any(|mark| line.trim_end_matches(mark).is_empty())
}
