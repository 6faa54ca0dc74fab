//! The arguments of calls, and literals among them.

use super::file::{Place, WrittenCall};
use tree_sitter::Node;

/// The text of a file, and where its nodes stand.
#[derive(Clone, Copy)]
pub(super) struct Source<'a>(pub(super) &'a str);

impl<'a> Source<'a> {
    pub(super) fn text(self, node: Node<'_>) -> &'a str {
        self.0.get(node.byte_range()).unwrap_or_default()
    }

    pub(super) fn place(self, node: Node<'_>) -> Place {
        let start = node.start_position();
        let before = node.start_byte() - start.column;
        let column = self.0.get(before..node.start_byte()).map_or(start.column, |text| text.chars().count());
        let length = self.text(node).trim_end().lines().next().unwrap_or_default().chars().count();
        Place { line: start.row + 1, column: column + 1, length }
    }

    /// The name that an atom, a keyword or a quoted one spells.
    pub(super) fn name(self, node: Node<'_>) -> Option<&'a str> {
        match node.kind() {
            "atom" => self.text(node).strip_prefix(':'),
            "keyword" => self.text(node).trim_end().strip_suffix(':'),
            "identifier" | "alias" | "operator_identifier" => Some(self.text(node)),
            "quoted_atom" | "quoted_keyword" | "string" | "charlist" => {
                let mut parts = named(node);
                let content = parts.next().filter(|content| content.kind() == "quoted_content")?;
                parts.next().is_none().then(|| self.text(content))
            }
            _ => None,
        }
    }

    /// The call that these arguments make, after as many that a pipe brings.
    pub(super) fn call(self, arguments: Option<Node<'_>>, piped: usize) -> WrittenCall {
        let mut call = WrittenCall { arguments: piped, ..WrittenCall::default() };
        for argument in arguments.into_iter().flat_map(named) {
            if argument.kind() == "keywords" {
                call.keywords = self.pairs(argument).map(|(key, name, _)| (name, self.place(key))).collect();
                call.may_end_in_options = false;
            } else {
                call.arguments += 1;
                call.may_end_in_options = !is_data(argument);
            }
        }
        call
    }

    /// The pairs of `a: 1, b: 2`: key, its name, value.
    pub(super) fn pairs<'t>(self, keywords: Node<'t>) -> impl Iterator<Item = (Node<'t>, String, Node<'t>)> {
        named(keywords).filter_map(move |pair| {
            let key = pair.child_by_field_name("key")?;
            Some((key, self.name(key)?.to_owned(), pair.child_by_field_name("value")?))
        })
    }

    /// The value of an option, `name: value`, among arguments.
    pub(super) fn option<'t>(self, arguments: Node<'t>, wanted: &str) -> Option<Node<'t>> {
        let keywords = named(arguments).find(|argument| argument.kind() == "keywords")?;
        self.pairs(keywords).find(|(_, name, _)| name == wanted).map(|(_, _, value)| value)
    }
}

/// Whether an argument is certainly no list of keywords.
fn is_data(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "string"
            | "charlist"
            | "integer"
            | "float"
            | "boolean"
            | "nil"
            | "atom"
            | "map"
            | "tuple"
            | "alias"
            | "sigil"
            | "bitstring"
            | "anonymous_function"
            | "char"
    )
}

/// The children that are no punctuation or comments.
pub(super) fn named<'t>(node: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    (0..node.named_child_count())
        .filter_map(move |at| node.named_child(u32::try_from(at).ok()?))
        .filter(|child| child.kind() != "comment")
}
