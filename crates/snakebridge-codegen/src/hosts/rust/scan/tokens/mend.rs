//! A file that does not parse is left to rustc; but what it uses should not be lost while somebody is typing.

/// The text with brackets that match, every other character in its place.
pub(super) fn mended(text: &str) -> String {
    let mut mender =
        Mender { text: text.as_bytes(), bytes: text.as_bytes().to_vec(), open: Vec::new(), at: 0 };
    while mender.at < text.len() {
        mender.step();
    }
    // On a line of their own: the last one may be a comment.
    mender.bytes.push(b'\n');
    mender.bytes.extend(mender.open.iter().rev().map(|(_, closing)| *closing));
    String::from_utf8(mender.bytes).unwrap_or_default()
}

struct Mender<'a> {
    text: &'a [u8],
    bytes: Vec<u8>,
    /// Brackets that are open: where they stand, and what closes them.
    open: Vec<(usize, u8)>,
    at: usize,
}

impl Mender<'_> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        match rest[0] {
            b'/' if rest.starts_with(b"//") => self.pass(find(rest, b"\n").or(Some(rest.len()))),
            b'/' if rest.starts_with(b"/*") => self.pass(comment(rest)),
            b'"' => self.pass(string(rest)),
            b'r' if !self.is_in_word() && raw(rest).is_some() => self.pass(raw(rest).flatten()),
            b'\'' => self.quote(rest),
            b'(' => self.opened(b')'),
            b'[' => self.opened(b']'),
            b'{' => self.opened(b'}'),
            closing @ (b')' | b']' | b'}') => self.closed(closing),
            b'`' | b'\\' => self.pass(None),
            _ => self.at += 1,
        }
    }

    /// Passes so many bytes; without end, what begins here is dropped.
    fn pass(&mut self, length: Option<usize>) {
        if length.is_none() {
            self.bytes[self.at] = b' ';
        }
        self.at += length.unwrap_or(1);
    }

    /// Whether this goes on with a word; `b` and `c` before it are prefixes like it.
    fn is_in_word(&self) -> bool {
        let is_word = |back: usize| {
            let byte = self.at.checked_sub(back).map(|at| self.text[at]);
            byte.is_some_and(|byte| byte == b'_' || byte.is_ascii_alphanumeric() || !byte.is_ascii())
        };
        is_word(1) && (is_word(2) || !matches!(self.text[self.at - 1], b'b' | b'c'))
    }

    /// A character, or the start of a lifetime.
    fn quote(&mut self, rest: &[u8]) {
        let character = match rest.get(1) {
            Some(b'\\') => rest.get(3..).and_then(|after| find(after, b"'")).map(|end| end + 4),
            Some(b'\'') | None => None,
            Some(first) => {
                let width = match first {
                    0xf0.. => 4,
                    0xe0.. => 3,
                    0xc0.. => 2,
                    _ => 1,
                };
                Some(if rest.get(width + 1) == Some(&b'\'') { width + 2 } else { 1 })
            }
        };
        self.pass(character);
    }

    fn opened(&mut self, closing: u8) {
        self.open.push((self.at, closing));
        self.at += 1;
    }

    /// What was opened inside and not closed is dropped, and so is what closes nothing.
    fn closed(&mut self, closing: u8) {
        match self.open.iter().rposition(|(_, wanted)| *wanted == closing) {
            Some(matching) => {
                for (place, _) in self.open.drain(matching..).skip(1) {
                    self.bytes[place] = b' ';
                }
                self.at += 1;
            }
            None => self.pass(None),
        }
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// The length of a comment, in which there may be others.
fn comment(text: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        at += match &text[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn string(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    while at < text.len() {
        match text[at] {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

/// The length of `r"..."` or `r#"..."#`; `None` if it is something else, and inside if it has no end.
fn raw(text: &[u8]) -> Option<Option<usize>> {
    let marks = text[1..].iter().take_while(|byte| **byte == b'#').count();
    let body = text.get(marks + 2..).filter(|_| text[marks + 1] == b'"')?;
    let end = [b"\"".as_slice(), &text[1..=marks]].concat();
    Some(find(body, &end).map(|length| marks + 2 + length + end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_match_and_everything_keeps_its_place() {
        let cases = [
            ("f(a[1)", "f(a 1)"),
            ("f() }", "f()  "),
            ("fn f() { g( // {", "fn f() { g( // {\n)}"),
            (
                "\"(\" '(' b'(' '\\'' 'ü' /* ( /* ( */ */ // (",
                "\"(\" '(' b'(' '\\'' 'ü' /* ( /* ( */ */ // (",
            ),
            ("r#\"(\"# br\"(\" r#match (", "r#\"(\"# br\"(\" r#match (\n)"),
            ("f<'a>('a', \"b) x(", "f<'a>('a',  b) x(\n)"),
        ];
        for (broken, expected) in cases {
            assert_eq!(mended(broken).trim_end_matches('\n'), expected);
        }
    }
}
