//! What a line is.

/// The mark of a list item, and what follows it.
pub(super) struct Marker<'a> {
    pub(super) number: Option<u32>,
    pub(super) rest: &'a str,
}

/// `- x`, `* x`, `+ x`, `• x`, `1. x`, `(1) x`, `#. x`
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let (mark, rest) = line.split_once(' ')?;
    if rest.trim().is_empty() {
        return None;
    }
    if ["-", "*", "+", "•", "–"].contains(&mark) {
        return Some(Marker { number: None, rest });
    }
    let inner = mark.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let digits = inner.or_else(|| mark.strip_suffix(['.', ')']))?;
    let number = if digits == "#" { 1 } else { digits.parse().ok().filter(|_| digits.len() < 4)? };
    let is_number = digits == "#" || digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(Marker { number: Some(number), rest })
}

/// A fence that a line opens: what it is made of, how long it is, and what stands behind it.
#[derive(Clone, Copy)]
pub(super) struct Fence<'a> {
    mark: char,
    length: usize,
    pub(super) tag: &'a str,
}

pub(super) fn fence(line: &str) -> Option<Fence<'_>> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let tag = line.trim_start_matches(mark);
    let length = line.len() - tag.len();
    (length >= 3 && !(mark == '`' && tag.contains('`'))).then_some(Fence { mark, length, tag: tag.trim() })
}

impl Fence<'_> {
    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }
}

/// `..` and what a directive, a target or a comment says.
pub(super) fn explicit(line: &str) -> Option<&str> {
    if line == ".." { Some("") } else { line.strip_prefix(".. ").map(str::trim) }
}

/// A field of reST (`:param x: text`) or epydoc (`@param x: text`): what it is about, and what it says.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let (name, text) = match line.strip_prefix('@') {
        Some(rest) => rest.split_once(':')?,
        None => {
            let rest = line.strip_prefix(':')?;
            // A colon inside of the name has no space behind it: `:param x: text`.
            let end = rest.match_indices(':').map(|(at, _)| at);
            let end = end.take(4).find(|at| rest[at + 1..].is_empty() || rest[at + 1..].starts_with(' '))?;
            (&rest[..end], &rest[end + 1..])
        }
    };
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts_well && name.len() < 100 && !name.contains('`')).then_some((name, text.trim()))
}

/// `---`, `===`, `~~~`, ... of at least three.
pub(super) fn is_underline(line: &str) -> bool {
    let line = line.trim_start();
    line.len() >= 3
        && line.bytes().next().is_some_and(|first| b"-=~^\"'*+#".contains(&first))
        && line.bytes().all(|byte| byte == line.as_bytes()[0])
}

/// The title at a line that the next one underlines.
pub(super) fn underlined<'a>(lines: &[&'a str], at: usize) -> Option<&'a str> {
    let title = lines[at];
    let under = lines.get(at + 1)?;
    let stands_alone = at == 0 || lines[at - 1].is_empty() || is_underline(lines[at - 1]);
    let fits =
        !title.is_empty() && super::indent_of(title) == super::indent_of(under) && !is_underline(title);
    let is_long = under.trim_start().len() + 2 >= title.trim_start().len().min(12);
    (stands_alone && fits && is_underline(under) && is_long).then(|| title.trim_start())
}

/// The title of a Markdown heading: `## Title`.
pub(super) fn markdown_heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let text = title.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && title.starts_with(' ') && !text.is_empty()).then_some(text)
}

/// Whether a line is the rule of a simple table: `====  ===`.
pub(super) fn is_table_rule(line: &str) -> bool {
    line.starts_with("==") && line.contains(' ') && line.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

/// Whether a line is the rule of a grid table: `+----+---+`.
pub(super) fn is_grid_rule(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| b"+-=".contains(&byte))
}

/// Whether a line starts a doctest.
pub(super) fn is_prompt(line: &str) -> bool {
    line == ">>>" || line.starts_with(">>> ") || (line.starts_with("In [") && line.contains("]:"))
}

/// Whether a line does not go on with the paragraph before it.
pub(super) fn ends_paragraph(line: &str) -> bool {
    line.is_empty()
        || is_prompt(line)
        || fence(line).is_some()
        || explicit(line).is_some_and(|rest| rest.contains("::") || rest.starts_with(['_', '|', '[']))
        || is_table_rule(line)
        || is_grid_rule(line)
        || field(line).is_some()
        || markdown_heading(line).is_some()
        || marker(line).is_some_and(|marker| marker.number.is_none_or(|number| number == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        assert_eq!(field(":param int x: the x"), Some(("param int x", "the x")));
        assert_eq!(field("@return: it"), Some(("return", "it")));
        assert_eq!(field(":class:`x` is"), None);
        assert_eq!(field(": no"), None);
    }

    #[test]
    fn markers() {
        let number = |line| marker(line).map(|marker| marker.number);
        assert_eq!(
            [number("- x"), number("3) x"), number("#. x")],
            [Some(None), Some(Some(3)), Some(Some(1))]
        );
        assert_eq!([number("-x"), number("- "), number("1.5 x"), number("+1. x")], [None, None, None, None]);
    }
}
