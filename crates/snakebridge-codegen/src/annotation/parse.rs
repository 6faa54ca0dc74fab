//! The syntax of annotations, as far as it is used: names, subscripts, `|`, lists, literals, quoted references.

/// How deep annotations may be nested before they count as not understood.
const DEPTH: usize = 24;

/// An annotation, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A dotted name, with its arguments if it is subscripted.
    Name(String, Vec<Node>),
    /// `A | B`
    Either(Vec<Node>),
    /// `[A, B]`
    List(Vec<Node>),
    /// The value of a `Literal[..]`, by what it looks like.
    Literal(Literal),
    /// `...`
    Ellipsis,
    /// `()`
    Empty,
}

/// What a literal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Literal {
    Str,
    Bytes,
    Int,
    Float,
}

/// Reads the text; `None` if it is malformed.
pub(super) fn parse(text: &str) -> Option<Node> {
    parse_at(text, DEPTH)
}

fn parse_at(text: &str, depth: usize) -> Option<Node> {
    let mut parser = Parser { rest: text, depth };
    let node = parser.either(false)?;
    parser.skip_space();
    parser.rest.is_empty().then_some(node)
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// One annotation, or several with `|` between them. Strings are values where `literal`, else annotations in quotes.
    fn either(&mut self, literal: bool) -> Option<Node> {
        self.depth = self.depth.checked_sub(1)?;
        let mut members = vec![self.one(literal)?];
        while self.eat('|') {
            members.push(self.one(literal)?);
        }
        self.depth += 1;
        if members.len() == 1 { members.pop() } else { Some(Node::Either(members)) }
    }

    fn one(&mut self, literal: bool) -> Option<Node> {
        self.skip_space();
        let start = self.rest.chars().next()?;
        if let Some(rest) = self.rest.strip_prefix("...") {
            self.rest = rest;
            return Some(Node::Ellipsis);
        }
        match start {
            '[' => {
                self.eat('[');
                Some(Node::List(self.until(']', literal)?))
            }
            '(' => {
                self.eat('(');
                let mut inner = self.until(')', literal)?;
                match inner.len() {
                    0 => Some(Node::Empty),
                    1 => inner.pop(),
                    _ => None,
                }
            }
            '\'' | '"' => {
                let text = self.string()?;
                if literal { Some(Node::Literal(Literal::Str)) } else { parse_at(&text, self.depth) }
            }
            '-' | '0'..='9' => Some(self.number()),
            // An unpacked `*Ts` or `**P`.
            '*' => {
                self.rest = self.rest.trim_start_matches('*');
                self.either(literal)?;
                Some(Node::Name("Any".to_owned(), Vec::new()))
            }
            _ => self.name(),
        }
    }

    fn name(&mut self) -> Option<Node> {
        let mut name = self.word()?.to_owned();
        if matches!(name.as_str(), "b" | "B" | "r" | "R" | "u" | "U") && self.rest.starts_with(['\'', '"']) {
            self.string()?;
            let is_bytes = matches!(name.as_str(), "b" | "B");
            return Some(Node::Literal(if is_bytes { Literal::Bytes } else { Literal::Str }));
        }
        while self.eat('.') {
            name.push('.');
            name.push_str(self.word()?);
        }
        let is_literal = name.rsplit('.').next() == Some("Literal");
        let arguments = if self.eat('[') { self.until(']', is_literal)? } else { Vec::new() };
        // The attribute of something subscripted is nothing that is known here.
        if self.rest.starts_with('.') { None } else { Some(Node::Name(name, arguments)) }
    }

    /// Annotations with commas between them, to the end of the bracket.
    fn until(&mut self, end: char, literal: bool) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        loop {
            if self.eat(end) {
                return Some(nodes);
            }
            nodes.push(self.either(literal)?);
            if !self.eat(',') {
                return self.eat(end).then_some(nodes);
            }
        }
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip_space();
        let is_part = |char: char| char == '_' || char.is_alphanumeric();
        let end = self.rest.find(|char| !is_part(char)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty() && !word.starts_with(|char: char| char.is_ascii_digit())).then_some(word)
    }

    fn number(&mut self) -> Node {
        let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.' | '-' | '+');
        let end = self.rest.find(|char| !is_part(char)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        Node::Literal(if number.contains('.') { Literal::Float } else { Literal::Int })
    }

    /// A string in quotes of either sort, without escapes undone: nothing asks for what is in a literal.
    fn string(&mut self) -> Option<String> {
        let quote = self.rest.chars().next()?;
        let body = &self.rest[quote.len_utf8()..];
        let mut is_escaped = false;
        let end = body.find(|char| {
            let ends = char == quote && !is_escaped;
            is_escaped = char == '\\' && !is_escaped;
            ends
        })?;
        self.rest = &body[end + quote.len_utf8()..];
        Some(body[..end].to_owned())
    }

    fn eat(&mut self, expected: char) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::Type;
    use proptest::prelude::*;

    fn annotation() -> impl Strategy<Value = String> {
        let leaves = vec!["int", "str", "None", "Any", "m.C", "'m.C'", "Literal['a', 1]", "..."];
        prop::sample::select(leaves).prop_map(str::to_owned).prop_recursive(4, 24, 3, |inner| {
            let generic =
                prop::sample::select(vec!["list", "dict", "Union", "Optional", "Callable", "tuple", ""]);
            prop_oneof![
                (generic, prop::collection::vec(inner.clone(), 0..3))
                    .prop_map(|(name, arguments)| format!("{name}[{}]", arguments.join(", "))),
                (inner.clone(), inner).prop_map(|(left, right)| format!("{left} | {right}")),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_unknown(text in r#"\PC{0,40}|[a-z\[\]|,.'"()* -]{0,60}"#) {
            let _: Type = Type::of(&text);
        }

        #[test]
        fn a_cut_annotation_does_no_harm(text in annotation(), at in 0_usize..80) {
            let whole = Type::of(&text);
            prop_assert_eq!(Type::of(&format!(" {text} ")), whole);
            let cut: String = text.chars().take(at).collect();
            let _: Type = Type::of(&cut);
        }
    }
}
