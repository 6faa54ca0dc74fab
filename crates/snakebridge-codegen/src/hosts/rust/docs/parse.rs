//! A docstring as a document. Numpydoc, Google style, reST, epydoc and Markdown mix freely in practice, so all of them are
//! looked for in all docstrings.

mod blocks;
mod directive;
mod fields;
mod items;
mod lines;

use super::document::{Block, Document, Kind};
use super::text::{dedented, dedented_after, end_of_indented, indent_of, joined, printable};

/// The most lines that a call goes on for.
const LONGEST_CALL: usize = 12;

/// Reads the docstring of something called `name`.
pub(super) fn parse(docstring: &str, name: &str) -> Document {
    let text = printable(docstring);
    let lines = dedented(&super::text::lines(&text));
    let (calls, start) = calls(&lines, name);
    let mut document = Document { calls, substitutions: substitutions(&lines), ..Document::default() };
    for part in parts(&dedented(&lines[start..])) {
        add(&mut document, part);
    }
    document
}

/// A run of lines that belong together.
#[derive(Default)]
struct Part<'a> {
    head: Head<'a>,
    lines: Vec<&'a str>,
}

#[derive(Default)]
enum Head<'a> {
    /// Text outside of sections.
    #[default]
    Prose,
    /// Below an underlined title or one of Markdown.
    Titled(Kind),
    /// Indented below `Title:`.
    Google(Kind),
    /// Behind `:name:` or `@name:`.
    Field(&'a str),
}

/// Divides a docstring at titles and fields.
fn parts<'a>(lines: &[&'a str]) -> Vec<Part<'a>> {
    let mut parts = vec![Part::default()];
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let is_titled = matches!(parts.last(), Some(Part { head: Head::Titled(_), .. }));
        if let Some(fence) = lines::fence(line) {
            let end = lines[at + 1..].iter().position(|line| fence.is_closed_by(line));
            let end = end.map_or(lines.len(), |end| at + 2 + end);
            extend(&mut parts, &lines[at..end]);
            at = end;
        } else if let Some((title, length)) = title(lines, at) {
            let known = Kind::known(title);
            if known.is_none() && parts.len() == 1 && parts[0].lines.iter().all(|line| line.is_empty()) {
                // The title of all of it.
                parts[0].lines.extend([title, ""]);
            } else {
                let kind = known.unwrap_or_else(|| Kind::Other(title.to_owned()));
                parts.push(Part { head: Head::Titled(kind), lines: Vec::new() });
            }
            at += length;
        } else if let Some(kind) = google(lines, at).filter(|_| !is_titled) {
            let end = end_of_indented(lines, at + 1);
            parts.push(Part { head: Head::Google(kind), lines: lines[at + 1..end].to_vec() });
            parts.push(Part::default());
            at = end;
        } else if let Some((name, text)) = lines::field(line).filter(|(name, _)| fields::is_known(name)) {
            let end = end_of_indented(lines, at + 1);
            let inner = dedented_after(text, &lines[at + 1..end]);
            parts.push(Part { head: Head::Field(name), lines: inner });
            parts.push(Part::default());
            at = end;
        } else {
            extend(&mut parts, &lines[at..=at]);
            at += 1;
        }
    }
    parts
}

fn extend<'a>(parts: &mut [Part<'a>], lines: &[&'a str]) {
    if let Some(part) = parts.last_mut() {
        part.lines.extend_from_slice(lines);
    }
}

/// A title at a line, and how many lines it takes.
fn title<'a>(lines: &[&'a str], at: usize) -> Option<(&'a str, usize)> {
    let line = lines[at];
    let is_top = !line.starts_with(' ');
    if is_top && lines::is_underline(line) && lines.get(at + 2).is_some_and(|next| lines::is_underline(next))
    {
        return Some((lines::underlined(lines, at + 1)?, 3));
    }
    if let Some(title) = lines::underlined(lines, at)
        && (is_top || Kind::known(title).is_some())
    {
        return Some((title, 2));
    }
    // A known title needs no blank line above it.
    if Kind::known(line.trim()).is_some() && lines.get(at + 1).is_some_and(|next| lines::is_underline(next)) {
        return Some((line.trim(), 2));
    }
    Some((lines::markdown_heading(line)?, 1))
        .filter(|(title, _)| at == 0 || Kind::known(title).is_some() || lines[at - 1].is_empty())
}

/// `Title:` with an indented body.
fn google(lines: &[&str], at: usize) -> Option<Kind> {
    let kind = Kind::known(lines[at].strip_suffix(':')?)?;
    let next = lines[at + 1..].iter().take(2).find(|line| !line.is_empty())?;
    next.starts_with(' ').then_some(kind)
}

fn add(document: &mut Document, part: Part<'_>) {
    match part.head {
        Head::Prose => prose(document, blocks::blocks(&part.lines)),
        Head::Field(name) => fields::add(document, name, &part.lines),
        Head::Titled(kind) if kind.defines() => items::titled(document.section_mut(kind), &part.lines),
        Head::Google(kind) if kind.defines() => items::google(document.section_mut(kind), &part.lines),
        Head::Titled(kind) | Head::Google(kind) => {
            let found = blocks::blocks(&part.lines);
            document.section_mut(kind).blocks.extend(found);
        }
    }
}

fn prose(document: &mut Document, found: Vec<Block>) {
    let is_start = document.summary.is_none() && document.extended.is_empty() && document.sections.is_empty();
    for (index, block) in found.into_iter().enumerate() {
        match block {
            Block::Paragraph(text) if is_start && index == 0 => document.summary = Some(text),
            Block::Admonition { title, blocks } if title.starts_with("Deprecated") => {
                document.deprecated.push(Block::Admonition { title, blocks });
            }
            block => document.extended.push(block),
        }
    }
}

/// The ways to call it that the docstring starts with, and how many lines they take.
fn calls(lines: &[&str], name: &str) -> (Vec<String>, usize) {
    let mut calls = Vec::new();
    let mut start = 0;
    while let Some(length) = call(&lines[start..], name) {
        calls.push(joined(&lines[start..start + length]));
        start += length;
    }
    // CPython ends them so in its C sources (`Include/internal/pycore_typeobject.h`, `__text_signature__`).
    start += usize::from(lines.get(start).is_some_and(|next| *next == "--"));
    (calls, start)
}

/// How many lines a way to call it takes.
fn call(lines: &[&str], name: &str) -> Option<usize> {
    let first = lines.first()?.strip_prefix(name).filter(|_| !name.is_empty())?;
    if !first.starts_with('(') {
        return None;
    }
    if first.ends_with(')') || first.contains(") ->") {
        return Some(1);
    }
    let is_more = |line: &&&str| line.starts_with(' ') && !line.contains(". ");
    let more = lines[1..].iter().take(LONGEST_CALL).take_while(is_more).count();
    let last = lines[..=more].last().filter(|_| more > 0)?;
    (last.ends_with(')') || last.contains(") ->")).then_some(1 + more)
}

/// `.. |name| replace:: text`
fn substitutions(lines: &[&str]) -> std::collections::BTreeMap<String, String> {
    let of_line = |line: &&str| {
        let (name, rest) = line.trim_start().strip_prefix(".. |")?.split_once('|')?;
        let text = rest.trim().strip_prefix("replace::")?.trim();
        Some((name.to_owned(), joined(&[text])))
    };
    lines.iter().filter_map(of_line).collect()
}
