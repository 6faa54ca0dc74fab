//! References to symbols. Whether one can be a link is known only when all wrappers are there, so until then it is a mark in
//! the text, made of control characters, which no docstring has after [`printable`](super::super::text::printable).

use super::code;

const START: char = '\u{1}';
const BETWEEN: char = '\u{2}';
const END: char = '\u{3}';

/// A mention of something of Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    /// The path of what mentions it.
    pub(crate) from: &'a str,
    /// What it says: a path, or the end of one.
    pub(crate) target: &'a str,
    /// What is shown.
    pub(crate) label: &'a str,
}

impl<'a> Reference<'a> {
    pub(super) fn mark(&self) -> String {
        format!("{START}{}{BETWEEN}{}{BETWEEN}{}{END}", self.from, self.target, self.label)
    }

    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(BETWEEN);
        let reference = Self { from: parts.next()?, target: parts.next()?, label: parts.next()? };
        parts.next().is_none().then_some(reference)
    }

    /// The paths that may be meant, the likeliest first: in the module that mentions it, then in those around.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = String> {
        let around = std::iter::successors(Some(self.from), |path| Some(path.rsplit_once('.')?.0));
        let inner = around.map(|path| format!("{path}.{}", self.target));
        inner.chain(self.target.contains('.').then(|| self.target.to_owned()))
    }
}

/// The text with each mark replaced by code, which is a link where `link` knows a path of Rust.
pub(crate) fn replace(text: &str, link: impl Fn(Reference<'_>) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(START);
    out.extend(parts.next());
    for part in parts {
        let (mark, rest) = part.split_once(END).unwrap_or((part, ""));
        if let Some(reference) = Reference::read(mark) {
            let shown = code(reference.label);
            match link(reference) {
                Some(path) => out.extend(["[", &shown, "](", &path, ")"]),
                None => out.push_str(&shown),
            }
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_code_or_links() {
        let mark = Reference { from: "m.f", target: "m.g", label: "g()" }.mark();
        let text = format!("See {mark}, {mark}.");
        assert_eq!(replace(&text, |_| None), "See `g()`, `g()`.");
        let linked = replace(&text, |reference| Some(reference.target.replace('.', "::")));
        assert_eq!(linked, "See [`g()`](m::g), [`g()`](m::g).");
    }

    #[test]
    fn a_name_is_looked_for_outwards() {
        let reference = Reference { from: "a.b.f", target: "g", label: "g" };
        assert_eq!(reference.candidates().collect::<Vec<_>>(), ["a.b.f.g", "a.b.g", "a.g"]);
    }
}
