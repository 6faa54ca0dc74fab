//! Blocks: paragraphs, lists, code, tables, definitions.

use super::directive;
use super::lines::{self, fence, field, is_prompt, marker};
use super::{dedented, dedented_after, end_of_indented, indent_of, joined};
use crate::hosts::rust::docs::document::Block;

/// How deep blocks may stand in each other. What is deeper is text.
const DEEPEST: usize = 8;
/// How many lines a table has at most before it ends with the first blank line.
const TABLE: usize = 400;
/// The longest line that is taken for a term with its definition below it.
const TERM: usize = 72;

/// The blocks of some lines.
pub(super) fn blocks(lines: &[&str]) -> Vec<Block> {
    nested(lines, 0)
}

/// The blocks of lines that stand `depth` deep in others.
pub(super) fn nested(lines: &[&str], depth: usize) -> Vec<Block> {
    let lines = dedented(lines);
    if depth > DEEPEST {
        return Vec::from_iter((!lines.is_empty()).then(|| Block::Paragraph(joined(&lines))));
    }
    let mut reader = Reader { lines: &lines, depth, out: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        at = reader.take(at);
    }
    reader.out
}

struct Reader<'a> {
    lines: &'a [&'a str],
    depth: usize,
    out: Vec<Block>,
}

impl Reader<'_> {
    /// Takes the block that starts at a line; gives where the next one starts.
    fn take(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        if line.is_empty() {
            at + 1
        } else if line.starts_with(' ') {
            self.indented(at)
        } else if let Some(fence) = fence(line) {
            self.fenced(at, fence)
        } else if is_prompt(line) {
            self.doctest(at)
        } else if let Some(rest) = lines::explicit(line) {
            let end = end_of_indented(self.lines, at + 1);
            self.out.extend(directive::blocks(rest, &self.lines[at + 1..end], self.depth));
            end
        } else if let Some(title) = lines::underlined(self.lines, at) {
            self.out.push(Block::Heading(title.to_owned()));
            at + 2
        } else if let Some(title) = lines::markdown_heading(line) {
            self.out.push(Block::Heading(title.to_owned()));
            at + 1
        } else if lines::is_table_rule(line) || lines::is_grid_rule(line) {
            self.table(at)
        } else if lines::is_underline(line) {
            // The line above a title, or one between paragraphs.
            at + 1
        } else if line.starts_with("> ") || line == ">" {
            self.quote(at)
        } else if line.starts_with('|') {
            self.bars(at)
        } else if let Some(marker) = marker(line) {
            let end = self.end_of_item(at + 1);
            let inner = dedented_after(marker.rest, &self.lines[at + 1..end]);
            let blocks = nested(&inner, self.depth + 1);
            self.out.push(Block::Item { number: marker.number, blocks });
            end
        } else if let Some((name, text)) = field(line) {
            let end = end_of_indented(self.lines, at + 1);
            let inner = dedented_after(text, &self.lines[at + 1..end]);
            let blocks = nested(&inner, self.depth + 1);
            self.out.push(Block::Definition { term: name.to_owned(), blocks });
            end
        } else {
            self.paragraph(at)
        }
    }

    /// Indented lines that belong to nothing before them: code in Markdown, a quote in reST.
    fn indented(&mut self, at: usize) -> usize {
        let end = end_of_indented(self.lines, at);
        let inner = dedented(&self.lines[at..end]);
        let first = inner.first().copied().unwrap_or_default();
        let has_structure = marker(first).is_some() || lines::explicit(first).is_some() || is_prompt(first);
        if has_structure || indent_of(self.lines[at]) < 4 {
            self.out.extend(nested(&inner, self.depth + 1));
        } else {
            self.code("text", &inner);
        }
        end
    }

    /// A fence of the docstring's own. Whatever its language is, Rust it is not.
    fn fenced(&mut self, at: usize, fence: lines::Fence<'_>) -> usize {
        let inner = &self.lines[at + 1..];
        let end = inner.iter().position(|line| fence.is_closed_by(line)).unwrap_or(inner.len());
        self.code(directive::language(fence.tag), &inner[..end]);
        at + 1 + end + 1
    }

    /// Doctests up to a blank line that none follows.
    fn doctest(&mut self, at: usize) -> usize {
        let mut end = at;
        while end < self.lines.len() {
            let blank = self.lines[end..].iter().take_while(|line| line.is_empty()).count();
            if blank > 0 && !self.lines.get(end + blank).is_some_and(|line| is_prompt(line)) {
                break;
            }
            end += blank.max(1);
        }
        self.code("python", &self.lines[at..end]);
        end
    }

    /// A quote of Markdown; what is in it stands as if it were not.
    fn quote(&mut self, at: usize) -> usize {
        let rest = &self.lines[at..];
        let quoted = rest.iter().map_while(|line| line.strip_prefix('>').filter(|_| !is_prompt(line)));
        let inner: Vec<&str> = quoted.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        self.out.extend(nested(&inner, self.depth + 1));
        at + inner.len()
    }

    fn table(&mut self, at: usize) -> usize {
        let lines = self.lines;
        let is_rule = |at: usize| lines::is_table_rule(lines[at]);
        let is_last = |at: &usize| is_rule(*at) && lines.get(at + 1).is_none_or(|next| next.is_empty());
        let blank = || (at..lines.len()).find(|at| lines[*at].is_empty()).unwrap_or(lines.len());
        let end = if is_rule(at) {
            (at + 1..lines.len()).take(TABLE).find(is_last).map_or_else(blank, |last| last + 1)
        } else {
            blank()
        };
        self.code("text", &lines[at..end]);
        end
    }

    /// A table of Markdown, or a block of lines in reST.
    fn bars(&mut self, at: usize) -> usize {
        let rest = &self.lines[at..];
        let end = at + rest.iter().position(|line| !line.starts_with('|')).unwrap_or(rest.len());
        let rows = &self.lines[at..end];
        if rows.len() > 1 && rows.iter().any(|row| row.contains("--")) {
            self.code("text", rows);
        } else if rows[0].starts_with("| ") && !rows[0].ends_with('|') {
            let text = rows.iter().map(|row| row.trim_start_matches('|').trim());
            self.out
                .extend(text.filter(|text| !text.is_empty()).map(|text| Block::Paragraph(joined(&[text]))));
        } else {
            return self.paragraph(at);
        }
        end
    }

    /// Where a list item ends: with the indented lines, or, as Markdown has it, those that go on with its paragraph.
    fn end_of_item(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(line) = self.lines.get(end)
            && !line.starts_with(' ')
            && !lines::ends_paragraph(line)
            && marker(line).is_none()
        {
            end += 1;
        }
        let further = end_of_indented(self.lines, end);
        if further > end { further } else { end }
    }

    /// Text up to a blank line or something else; a term, if what is below it is indented.
    fn paragraph(&mut self, at: usize) -> usize {
        let lines = self.lines;
        let more = lines[at + 1..].iter().take_while(|line| !lines::ends_paragraph(line)).count();
        let end = at + 1 + more;
        let is_term = more > 0
            && lines[at].len() <= TERM
            && !lines[at].ends_with([',', ';', '.'])
            && (lines[at].ends_with(':') || self.depth > 0 || at > 0);
        if is_term && lines[at + 1].starts_with(' ') {
            let end = end_of_indented(lines, at + 1);
            let literal = lines[at].ends_with("::");
            let term = lines[at].trim_end_matches(':').to_owned();
            if literal {
                self.out.push(Block::Paragraph(format!("{term}:")));
                self.literal(&lines[at + 1..end]);
            } else {
                let blocks = nested(&lines[at + 1..end], self.depth + 1);
                self.out.push(Block::Definition { term, blocks });
            }
            return end;
        }
        let text = joined(&lines[at..end]);
        let Some(before) = text.strip_suffix("::") else {
            self.out.push(Block::Paragraph(text));
            return end;
        };
        if !before.is_empty() {
            self.out.push(Block::Paragraph(format!("{}:", before.trim_end())));
        }
        let code = end_of_indented(lines, end);
        self.literal(&lines[end..code]);
        code.max(end)
    }

    fn literal(&mut self, lines: &[&str]) {
        let lines = dedented(lines);
        let language = if lines.first().is_some_and(|line| is_prompt(line)) { "python" } else { "text" };
        self.code(language, &lines);
    }

    fn code(&mut self, language: &'static str, lines: &[&str]) {
        let lines: Vec<String> = dedented(lines).into_iter().map(str::to_owned).collect();
        if !lines.is_empty() {
            self.out.push(Block::Code { language, lines });
        }
    }
}
