//! Texts and names as Elixir writes them.

use std::fmt::Write as _;

use super::super::names::is_plain;

/// A string literal.
pub(super) fn string(text: &str) -> String {
    format!("\"{}\"", escaped(text, true))
}

/// The lines of a heredoc.
pub(super) fn heredoc(text: &str) -> Vec<String> {
    text.trim_end()
        .lines()
        .map(|line| escaped(line.trim_end(), false).replace("\"\"\"", "\\\"\"\""))
        .collect()
}

/// Escapes what would end a string, start an interpolation, or cannot be seen.
fn escaped(text: &str, with_quotes: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            '"' if with_quotes => escaped.push_str("\\\""),
            '#' if characters.peek() == Some(&'{') => escaped.push_str("\\#"),
            '\n' => escaped.push_str("\\n"),
            '\t' if with_quotes => escaped.push_str("\\t"),
            '\t' => escaped.push('\t'),
            character if is_unseen(character) => {
                write!(escaped, "\\u{{{:X}}}", u32::from(character)).expect("writing to a string succeeds");
            }
            character => escaped.push(character),
        }
    }
    escaped
}

/// Control characters, separators of lines, and the marks of writing direction, which Elixir's tokenizer refuses (UAX #9).
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// An atom literal.
pub(super) fn atom(name: &str) -> String {
    match name {
        "nil" | "true" | "false" => name.to_owned(),
        "..." => ":...".to_owned(),
        name if is_bare_atom(name) => format!(":{name}"),
        name => format!(":{}", string(name)),
    }
}

fn is_bare_atom(name: &str) -> bool {
    let body = name.strip_suffix(['?', '!']).unwrap_or(name);
    let mut characters = body.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

/// The name of a function where it is defined, and whether it has to have parentheses.
pub(super) fn defined(name: &str) -> (String, bool) {
    let body = name.strip_suffix(['?', '!']).unwrap_or(name);
    if is_plain(body) { (name.to_owned(), false) } else { (format!("unquote({})", atom(name)), true) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_where_they_should() {
        assert_eq!(string("a \"b\" \\ #{c} #d\n\u{202e}\0"), r#""a \"b\" \\ \#{c} #d\n\u{202E}\u{0}""#);
        assert_eq!(heredoc("a \"\"\"\n  b  \n\n"), ["a \\\"\"\"", "  b"]);
    }

    #[test]
    fn atoms_are_quoted_where_they_must() {
        let atoms = ["a", "NAN", "is?", "a-b", "nil", "...", "end", "ü"].map(atom);
        assert_eq!(atoms, [":a", ":NAN", ":is?", ":\"a-b\"", "nil", ":...", ":end", ":\"ü\""]);
        assert_eq!(defined("is?"), ("is?".into(), false));
        assert_eq!(defined("end"), ("unquote(:end)".into(), true));
    }
}
