//! Terms and their definitions: parameters, results, exceptions, what to see also.

use super::blocks::blocks;
use super::lines::{explicit, is_prompt, marker};
use super::{dedented, dedented_after, end_of_indented, joined};
use crate::hosts::rust::docs::document::{Item, Kind, Section};

/// The longest prose that is taken for a type.
const TYPE: usize = 60;

/// The body of an underlined section: `name : type`, and an indented definition.
pub(super) fn titled(section: &mut Section, lines: &[&str]) {
    let lines = dedented(lines);
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let below = end_of_indented(&lines, at + 1);
        let is_defined = lines.get(at + 1).is_some_and(|next| next.starts_with(' '));
        if line.is_empty() {
            at += 1;
        } else if explicit(line).is_some() || is_prompt(line) || line.starts_with(' ') {
            section.blocks.extend(blocks(&lines[at..below]));
            at = below;
        } else if let Some(marker) = marker(line).filter(|marker| marker.number.is_none()) {
            match google_item(&section.kind, marker.rest, &lines[at + 1..below]) {
                Some(item) => section.items.push(item),
                None => section.blocks.extend(blocks(&lines[at..below])),
            }
            at = below;
        } else if is_defined || line.contains(" : ") || is_name(section, line) {
            let item = numpy_item(&section.kind, line, &lines[at + 1..below]);
            section.items.push(item);
            at = below;
        } else if let Some(item) = google_item(&section.kind, line, &[]).filter(|_| !section.kind.is_result())
        {
            section.items.push(item);
            at += 1;
        } else {
            let is_text = |at: &usize| {
                !lines[*at].is_empty()
                    && !lines[*at].contains(" : ")
                    && !lines.get(at + 1).is_some_and(|next| next.starts_with(' '))
            };
            let end = (at + 1..lines.len()).find(|at| !is_text(at)).unwrap_or(lines.len());
            section.blocks.extend(blocks(&lines[at..end]));
            at = end;
        }
    }
}

/// The body of a section of Google style: `name (type): definition`, more of it indented.
pub(super) fn google(section: &mut Section, lines: &[&str]) {
    let lines = dedented(lines);
    if section.kind.is_result() {
        let result = lines.split_first().and_then(|(first, rest)| {
            let (annotation, text) = first.split_once(':').filter(|(annotation, _)| is_type(annotation))?;
            let found = blocks(&dedented_after(text, rest));
            Some(Item { names: Vec::new(), annotation: Some(plain(annotation)), blocks: found })
        });
        match result {
            Some(item) => section.items.push(item),
            None => section.blocks.extend(blocks(&lines)),
        }
        return;
    }
    let mut at = 0;
    while at < lines.len() {
        let below = end_of_indented(&lines, at + 1);
        let line = lines[at];
        if line.is_empty() {
            at += 1;
            continue;
        }
        let line = marker(line).map_or(line, |marker| marker.rest);
        let is_numpy = line.contains(" : ");
        match google_item(&section.kind, line, &lines[at + 1..below]).filter(|_| !is_numpy) {
            Some(item) => section.items.push(item),
            None if is_numpy || (below > at + 1 && is_name(section, line)) => {
                section.items.push(numpy_item(&section.kind, line, &lines[at + 1..below]));
            }
            None => section.blocks.extend(blocks(&lines[at..below])),
        }
        at = below;
    }
}

fn numpy_item(kind: &Kind, line: &str, below: &[&str]) -> Item {
    let (head, tail) = match line.split_once(" : ") {
        Some((head, tail)) => (head, Some(tail)),
        None => (line.trim_end_matches(':').trim_end(), None),
    };
    match (kind, tail) {
        (Kind::Methods, tail) => {
            let name = head.split('(').next().unwrap_or(head);
            let found = blocks(&dedented_after(tail.unwrap_or_default(), below));
            Item { names: names(name), annotation: None, blocks: found }
        }
        (Kind::SeeAlso | Kind::Raises | Kind::Warns, tail) => {
            let found = blocks(&dedented_after(tail.unwrap_or_default(), below));
            Item { names: names(head), annotation: None, blocks: found }
        }
        (_, None) if kind.is_result() => {
            Item { names: Vec::new(), annotation: Some(joined(&[head])), blocks: blocks(below) }
        }
        (_, None) if head.split_once(": ").is_some_and(|(name, _)| is_identifier(name)) => {
            let (name, annotation) = head.split_once(": ").unwrap_or((head, ""));
            Item { names: names(name), annotation: Some(joined(&[annotation])), blocks: blocks(below) }
        }
        (_, tail) => {
            let annotation = tail.map(|tail| joined(&[tail])).filter(|tail| !tail.is_empty());
            Item { names: names(head), annotation, blocks: blocks(below) }
        }
    }
}

/// `name (type): definition`; nothing if the line does not look like it.
fn google_item(kind: &Kind, line: &str, below: &[&str]) -> Option<Item> {
    // `:func:` before a name.
    let role = line.strip_prefix(':').and_then(|rest| rest.find(":`")).map_or(0, |end| end + 2);
    let end = role + line[role..].find(['(', ':'])?;
    let head = plain(&line[..end]);
    let names = names(&head);
    let are_names = match kind {
        Kind::SeeAlso => head.split(',').all(is_reference),
        _ => names.iter().all(|name| is_identifier(name)),
    };
    if names.is_empty() || !are_names {
        return None;
    }
    let (annotation, rest) = match line[end..].strip_prefix('(') {
        Some(rest) => {
            let close = closing(rest)?;
            (Some(joined(&[&rest[..close]])), rest[close + 1..].trim_start())
        }
        None => (None, &line[end..]),
    };
    let text = rest.strip_prefix(':')?;
    (text.is_empty() || text.starts_with(' ')).then(|| Item {
        names,
        annotation,
        blocks: blocks(&dedented_after(text, below)),
    })
}

/// Where the bracket closes that was open before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Names that are defined together, without stars and backticks.
fn names(head: &str) -> Vec<String> {
    let names = head.split(',').map(|name| name.trim().trim_matches(['*', '\\', '`', ' ', '"']));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Whether a line can only be a name that has no definition.
fn is_name(section: &Section, line: &str) -> bool {
    match section.kind {
        Kind::SeeAlso | Kind::Raises | Kind::Warns => names(line).iter().all(|name| is_reference(name)),
        _ => names(line).iter().all(|name| is_identifier(name)),
    }
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.ends_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
}

fn is_reference(name: &str) -> bool {
    let inner = name.trim().rsplit(['`', ':']).find(|part| !part.is_empty()).unwrap_or_default();
    is_identifier(inner.trim_start_matches(['~', '!']).trim_end_matches("()"))
}

/// Whether prose before a colon is a type: `dict[str, int]`, `tuple of ints`.
fn is_type(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.len() <= TYPE
        && text.chars().all(|c| c.is_alphanumeric() || " _.,|[]()`~*\"'".contains(c))
        && (text.contains(['[', '|']) || text.split(' ').count() <= 4)
}

fn plain(text: &str) -> String {
    joined(&[text])
}
