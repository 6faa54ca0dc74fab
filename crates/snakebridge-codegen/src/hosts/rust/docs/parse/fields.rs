//! Fields of reST and epydoc: `:param x: text`, `@return: text`.

use super::blocks::blocks;
use super::joined;
use crate::hosts::rust::docs::document::{Block, Document, Item, Kind};

/// What a field does to the document.
enum Meaning {
    /// It says what something of a section is.
    Text(Kind),
    /// It says what type something of a section has.
    Type(Kind),
    /// It is a remark.
    Remark(Kind),
    Deprecated,
    /// It is for tools.
    Nothing,
}

/// The meaning of a field, by its first word (Sphinx, "Info field lists"; epydoc, "Fields").
fn meaning(word: &str) -> Option<Meaning> {
    Some(match word {
        "param" | "parameter" | "arg" | "argument" | "key" | "keyword" | "kwarg" | "kwparam" => {
            Meaning::Text(Kind::Parameters)
        }
        "type" | "kwtype" => Meaning::Type(Kind::Parameters),
        "return" | "returns" => Meaning::Text(Kind::Returns),
        "rtype" | "returntype" => Meaning::Type(Kind::Returns),
        "yield" | "yields" => Meaning::Text(Kind::Yields),
        "ytype" => Meaning::Type(Kind::Yields),
        "raise" | "raises" | "except" | "exception" | "throws" => Meaning::Text(Kind::Raises),
        "var" | "ivar" | "cvar" => Meaning::Text(Kind::Attributes),
        "vartype" => Meaning::Type(Kind::Attributes),
        "note" | "notes" => Meaning::Remark(Kind::Notes),
        "warning" => Meaning::Remark(Kind::Warnings),
        "see" | "seealso" => Meaning::Remark(Kind::SeeAlso),
        "example" | "examples" | "usage" => Meaning::Remark(Kind::Examples),
        "deprecated" => Meaning::Deprecated,
        "meta" | "group" | "sort" | "since" | "version" | "author" | "copyright" | "license" => {
            Meaning::Nothing
        }
        _ => return None,
    })
}

pub(super) fn is_known(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let Some(known) = words.next().and_then(meaning) else { return false };
    match known {
        Meaning::Text(Kind::Parameters | Kind::Raises | Kind::Attributes)
        | Meaning::Type(Kind::Parameters | Kind::Attributes) => words.next().is_some(),
        _ => true,
    }
}

/// Adds what a field says.
pub(super) fn add(document: &mut Document, name: &str, lines: &[&str]) {
    let mut words = name.split_whitespace();
    let Some(meaning) = words.next().and_then(meaning) else { return };
    let subject: Vec<&str> = words.collect();
    match meaning {
        Meaning::Text(kind) => {
            let (annotation, names) = match (&kind, subject.split_last()) {
                (Kind::Raises, _) => (None, subject.join(" ")),
                (_, Some((name, before))) => (Some(before.join(" ")), (*name).to_owned()),
                (_, None) => (None, String::new()),
            };
            let found = blocks(lines);
            let item = item(document, kind, &names);
            item.blocks.extend(found);
            item.annotation = annotation.filter(|text| !text.is_empty()).or(item.annotation.take());
        }
        Meaning::Type(kind) => {
            let annotation = joined(lines);
            if !annotation.is_empty() {
                item(document, kind, &subject.join(" ")).annotation = Some(annotation);
            }
        }
        Meaning::Remark(kind) => {
            let found = blocks(lines);
            document.section_mut(kind).blocks.extend(found);
        }
        Meaning::Deprecated => {
            document
                .deprecated
                .push(Block::Admonition { title: "Deprecated".to_owned(), blocks: blocks(lines) });
        }
        Meaning::Nothing => {}
    }
}

/// The item of these names, which is added if it is not there.
fn item<'d>(document: &'d mut Document, kind: Kind, names: &str) -> &'d mut Item {
    let is_exception = kind == Kind::Raises;
    let names: Vec<String> = names
        .split(',')
        .map(|name| name.trim().trim_matches(['*', '\\', '`']).to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let items = &mut document.section_mut(kind).items;
    // Fields of one thing follow each other; to look further back would take time for nothing.
    let near = items.len().saturating_sub(64);
    let known = items[near..].iter().position(|item| item.names == names && !is_exception);
    let at = known.map_or(items.len(), |at| near + at);
    if known.is_none() {
        items.push(Item { names, ..Item::default() });
    }
    &mut items[at]
}
