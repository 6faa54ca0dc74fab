//! Inside a line: what Markdown or rustdoc would take for more than text.

/// Escapes a line of text. Code spans that are closed on the line stay as they are.
pub(super) fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            rest = code_span(rest, &mut out);
        } else if let Some(length) = link_length(rest, out.chars().last()) {
            let (link, after) = rest.split_at(length);
            out.extend(["<", link, ">"]);
            rest = after;
        } else {
            if matches!(c, '[' | ']' | '<' | '>' | '~') {
                out.push('\\');
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Text as a code span that holds whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = super::markdown::printable(text).replace('\n', " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// Copies the code span at the start of `text`, or escapes its backticks if it is not closed; gives what follows.
fn code_span<'a>(text: &'a str, out: &mut String) -> &'a str {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let inner = &text[ticks..];
    let mut at = 0;
    while let Some(found) = inner[at..].find('`') {
        let start = at + found;
        let run = inner[start..].len() - inner[start..].trim_start_matches('`').len();
        if run == ticks {
            let end = ticks + start + run;
            out.push_str(&text[..end]);
            return &text[end..];
        }
        at = start + run;
    }
    for _ in 0..ticks {
        out.push_str("\\`");
    }
    inner
}

/// How long a bare URL at the start of `text` is, if one is there.
fn link_length(text: &str, before: Option<char>) -> Option<usize> {
    let starts = text.starts_with("http://") || text.starts_with("https://");
    if !starts || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || "<>[]()`\"'\\".contains(c)).unwrap_or(text.len());
    let link = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
    (link.len() > "https://".len()).then_some(link.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_tags_are_text() {
        assert_eq!(escape("see [1]_ and <Foo> -> x"), "see \\[1\\]_ and \\<Foo\\> -\\> x");
    }

    #[test]
    fn code_stays_and_stray_backticks_do_not_open_it() {
        assert_eq!(escape("`a[0]` and ``b<c>`` [x]"), "`a[0]` and ``b<c>`` \\[x\\]");
        assert_eq!(escape("a ` b [x]"), "a \\` b \\[x\\]");
        assert_eq!(escape("- ```rust"), "- \\`\\`\\`rust");
    }

    #[test]
    fn links_are_links() {
        assert_eq!(escape("see https://a.b/c_(d), or"), "see <https://a.b/c_>(d), or");
        assert_eq!(escape("(http://a.b/c?d=1)."), "(<http://a.b/c?d=1>).");
        assert_eq!(escape("https://"), "https://");
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("x='`'"), "`` x='`' ``");
        assert_eq!(code("a\nb"), "`a b`");
    }
}
