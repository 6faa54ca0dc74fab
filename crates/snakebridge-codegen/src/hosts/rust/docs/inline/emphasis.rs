//! `*emphasis*` and `**strong**`, by the rules of reST (docutils, "Inline markup recognition rules"), which are stricter than
//! those of Markdown: `*args` and `2*x*y` are none.

pub(super) struct Emphasis<'a> {
    pub(super) marks: usize,
    pub(super) inner: &'a str,
    /// Bytes, with the marks.
    pub(super) length: usize,
}

/// The emphasis that text starts with.
pub(super) fn at(text: &str, before: Option<char>) -> Option<Emphasis<'_>> {
    let marks = text.bytes().take_while(|byte| *byte == b'*').count();
    let rest = &text[marks..];
    let opens = before.is_none_or(|before| before.is_whitespace() || "([{<-/:".contains(before));
    if !opens || marks > 2 || rest.starts_with(char::is_whitespace) {
        return None;
    }
    let close = rest.find('*')?;
    let (inner, after) = rest.split_at(close);
    let closes = after.bytes().take_while(|byte| *byte == b'*').count() == marks;
    let next = after.get(marks..)?.chars().next();
    let ends = next.is_none_or(|next| next.is_whitespace() || ")]}>-/:.,;!?".contains(next));
    let is_inner = !inner.is_empty() && !inner.ends_with([' ', '\\']) && !inner.contains(['[', '<']);
    (closes && ends && is_inner).then(|| Emphasis { marks, inner, length: close + 2 * marks })
}
