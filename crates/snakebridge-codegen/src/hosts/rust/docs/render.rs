//! A document as Markdown for rustdoc.
//!
//! What must hold for any docstring: no code block is ever taken for Rust (rustdoc runs those as tests), no bracket for a
//! link, no tag for HTML. Every paragraph is one line, and all code is in fences.

use super::document::{Block, Document, Item, Kind, Section};
use super::example;
use super::inline::{self, Inline};
use super::policy::{Policy, sentences};

/// Renders one docstring.
pub(super) struct Renderer<'a> {
    document: &'a Document,
    inline: Inline<'a>,
    policy: Policy,
    out: Vec<String>,
    /// What was cut, by title.
    cut: Vec<&'a str>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(path: &'a str, document: &'a Document, policy: Policy) -> Self {
        let inline = Inline { path, substitutions: &document.substitutions };
        Self { document, inline, policy, out: Vec::new(), cut: Vec::new() }
    }

    /// The first paragraph, which rustdoc shows in lists.
    pub(super) fn summary(&mut self) {
        let Some(summary) = &self.document.summary else { return };
        let (text, is_cut) = sentences(summary, self.policy.paragraph);
        self.note_cut(is_cut, "the text");
        let line = self.inline.paragraph(text);
        self.append(vec![line]);
    }

    /// Lines of our own.
    pub(super) fn append(&mut self, lines: Vec<String>) {
        if lines.iter().all(String::is_empty) {
            return;
        }
        if !self.out.is_empty() {
            self.out.push(String::new());
        }
        self.out.extend(lines);
    }

    pub(super) fn deprecated(&mut self) {
        let (lines, is_cut) = self.fitting(&self.document.deprecated, self.policy.extended());
        self.note_cut(is_cut, "the text");
        self.append(lines);
    }

    pub(super) fn extended(&mut self) {
        let (lines, is_cut) = self.fitting(&self.document.extended, self.policy.extended());
        self.note_cut(is_cut, "the text");
        self.append(lines);
    }

    /// The section of a kind, without the items that `hides` names.
    pub(super) fn section(&mut self, kind: &Kind, hides: impl Fn(&Item) -> bool) {
        if let Some(section) = self.document.section(kind) {
            self.titled(section, hides);
        }
    }

    /// All sections but these.
    pub(super) fn sections_but(&mut self, kinds: &[Kind]) {
        for section in &self.document.sections {
            if !kinds.contains(&section.kind) {
                self.titled(section, |_| false);
            }
        }
    }

    fn titled(&mut self, section: &'a Section, hides: impl Fn(&Item) -> bool) {
        match (&section.kind, self.policy.example, self.policy.see_also) {
            (Kind::Examples, Some(limit), _) => return self.example(section, limit),
            (Kind::SeeAlso, _, Some(limit)) => return self.see_also(section, limit),
            _ => {}
        }
        let limit = self.policy.section(&section.kind);
        let mut lines = Vec::new();
        let mut is_cut = false;
        for item in section.items.iter().filter(|item| !hides(item)) {
            if lines.len() >= limit {
                is_cut = true;
                break;
            }
            let (item, item_is_cut) = self.item(&section.kind, item, limit - lines.len());
            is_cut |= item_is_cut;
            lines.extend(item);
        }
        // What is said beside parameters that are all hidden would stand alone.
        if section.items.is_empty() || !lines.is_empty() {
            let (blocks, blocks_are_cut) = self.fitting(&section.blocks, limit.saturating_sub(lines.len()));
            is_cut |= blocks_are_cut;
            if !lines.is_empty() && !blocks.is_empty() {
                lines.push(String::new());
            }
            lines.extend(blocks);
        }
        if is_cut {
            self.cut.push(section.kind.title());
        }
        if !lines.is_empty() {
            let title = joined_title(&self.inline.text(section.kind.title()));
            self.append(vec![format!("# {title}")]);
            self.out.extend(lines);
        }
    }

    /// The first short example that shows what is documented.
    fn example(&mut self, section: &'a Section, limit: usize) {
        let name = super::name_of(self.inline.path);
        let found = section.blocks.iter().find_map(|block| match block {
            Block::Code { language, lines } => Some((language, lines, example::short(lines, name, limit)?)),
            _ => None,
        });
        let is_all = found.as_ref().is_some_and(|(_, lines, shown)| shown.len() == lines.len());
        if !is_all || section.blocks.len() > 1 {
            self.cut.push(section.kind.title());
        }
        if let Some((language, lines, shown)) = found {
            self.append(vec![format!("# {}", section.kind.title())]);
            self.out.extend(code(language, &lines[shown], usize::MAX).0);
        }
    }

    /// What to see also, without what is said of it.
    fn see_also(&mut self, section: &Section, limit: usize) {
        let names = section.items.iter().flat_map(|item| &item.names);
        let mut shown: Vec<String> = names.map(|name| self.name(&section.kind, name)).collect();
        if shown.is_empty() {
            return;
        }
        let end = if shown.len() > limit { ", …" } else { "." };
        shown.truncate(limit);
        self.append(vec![format!("See also: {}{end}", shown.join(", "))]);
    }

    /// What is said of a term, on one line.
    pub(super) fn remark(&self, item: &Item) -> Option<String> {
        let text = item.blocks.iter().find_map(|block| match block {
            Block::Paragraph(text) => Some(text),
            _ => None,
        })?;
        Some(self.shortened(text, self.policy.optional).0)
    }

    /// What was cut, and where all of it is; then the lines.
    pub(super) fn finish(mut self) -> Vec<String> {
        if !self.cut.is_empty() {
            let mut cut = std::mem::take(&mut self.cut);
            cut.dedup();
            let titles: Vec<String> =
                cut.into_iter().take(8).map(|title| self.inline.text(title).to_lowercase()).collect();
            let all = inline::code(&format!("snakebridge inspect {}", self.inline.path));
            self.append(vec![format!("Cut here: {}. All of it: {all}.", titles.join(", "))]);
        }
        self.out
    }

    fn note_cut(&mut self, is_cut: bool, what: &'a str) {
        if is_cut {
            self.cut.push(what);
        }
    }

    /// `- name (type): definition`, in at most about `limit` lines.
    fn item(&self, kind: &Kind, item: &Item, limit: usize) -> (Vec<String>, bool) {
        let names: Vec<String> = item.names.iter().map(|name| self.name(kind, name)).collect();
        let mut head = names.join(", ");
        if let Some(annotation) = &item.annotation {
            let is_marked = annotation.contains('`');
            let shown = if is_marked { self.inline.text(annotation) } else { inline::code(annotation) };
            head = if head.is_empty() { shown } else { format!("{head} ({shown})") };
        }
        let (blocks, is_cut) = self.fitting(&item.blocks, limit);
        (listed("- ", &head, &item.blocks, blocks), is_cut)
    }

    fn name(&self, kind: &Kind, name: &str) -> String {
        match kind {
            Kind::SeeAlso | Kind::Raises | Kind::Warns | Kind::Methods => {
                let name = name.rsplit(['`', ':']).find(|part| !part.is_empty()).unwrap_or(name);
                let path = name.trim_start_matches(['~', '!', '.']);
                let end = path.find('(').unwrap_or(path.len());
                self.inline.reference(&path[..end], path)
            }
            _ => inline::code(name),
        }
    }

    /// The lines of as many blocks as fit, and whether any were cut.
    fn fitting(&self, blocks: &[Block], limit: usize) -> (Vec<String>, bool) {
        let mut lines: Vec<String> = Vec::new();
        let mut is_cut = false;
        let mut last = None;
        for block in blocks {
            let (rendered, block_is_cut) = self.block(block, limit.saturating_sub(lines.len()));
            is_cut |= block_is_cut;
            if rendered.is_empty() {
                continue;
            }
            let blank = last.is_some_and(|last| !stand_together(last, block)).then(String::new);
            if lines.len() + usize::from(blank.is_some()) + rendered.len() > limit {
                is_cut = true;
                break;
            }
            lines.extend(blank);
            lines.extend(rendered);
            last = Some(block);
            if block_is_cut {
                break;
            }
        }
        if is_cut {
            announce_nothing(&mut lines, last);
        }
        (lines, is_cut)
    }

    /// The lines of a block; code and long paragraphs are cut to fit.
    fn block(&self, block: &Block, limit: usize) -> (Vec<String>, bool) {
        if limit == 0 {
            return (Vec::new(), true);
        }
        match block {
            Block::Paragraph(text) => {
                let (text, is_cut) = sentences(text, self.policy.paragraph);
                let mut line = self.inline.paragraph(text);
                if is_cut {
                    line.push_str(" …");
                }
                (Vec::from_iter((!line.is_empty()).then_some(line)), is_cut)
            }
            Block::Heading(text) => (vec![format!("## {}", joined_title(&self.inline.text(text)))], false),
            Block::Code { language, lines } => code(language, lines, limit),
            Block::Item { number, blocks } => {
                let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                let (lines, is_cut) = self.fitting(blocks, limit);
                (prefixed(&mark, lines), is_cut)
            }
            Block::Definition { term, blocks } => {
                let (lines, is_cut) = self.fitting(blocks, limit);
                (listed("- ", &self.inline.paragraph(term), blocks, lines), is_cut)
            }
            Block::Admonition { title, blocks } => {
                let (lines, is_cut) = self.fitting(blocks, limit);
                (listed("", &format!("**{}:**", self.inline.text(title)), blocks, lines), is_cut)
            }
        }
    }

    fn shortened(&self, text: &str, limit: usize) -> (String, bool) {
        let (text, is_cut) = sentences(text, limit);
        let announces = text.ends_with(':');
        let mut line = self.inline.text(text.trim_end_matches(':'));
        if is_cut || announces {
            line.push_str(" …");
        }
        (line, is_cut)
    }
}

/// `head: first line`, and the other lines below it.
fn listed(mark: &str, head: &str, blocks: &[Block], lines: Vec<String>) -> Vec<String> {
    // With spaces in front of it, it would be code that rustdoc runs.
    let head = head.trim_start();
    if lines.is_empty() {
        let head = head.strip_suffix(":**").map_or_else(|| head.to_owned(), |title| format!("{title}.**"));
        return Vec::from_iter((!head.is_empty()).then(|| format!("{mark}{head}")));
    }
    let starts_with_text = matches!(blocks.first(), Some(Block::Paragraph(_)));
    let colon = if mark.is_empty() { "" } else { ":" };
    let mut all = lines;
    if head.is_empty() {
        return prefixed(mark, all);
    }
    if starts_with_text {
        all[0] = format!("{head}{colon} {}", all[0]);
    } else {
        let is_list = matches!(blocks.first(), Some(Block::Item { .. } | Block::Definition { .. }));
        let blank = (!is_list || mark.is_empty()).then(String::new);
        all.splice(0..0, [format!("{head}{colon}")].into_iter().chain(blank));
    }
    prefixed(mark, all)
}

/// Lines as one item of a list.
fn prefixed(mark: &str, lines: Vec<String>) -> Vec<String> {
    let margin = " ".repeat(mark.len());
    let line = |(at, line): (usize, String)| match (at, line.as_str()) {
        (0, _) => format!("{mark}{line}"),
        (_, "") => line,
        _ => format!("{margin}{line}"),
    };
    lines.into_iter().enumerate().map(line).collect()
}

fn stand_together(last: &Block, next: &Block) -> bool {
    match (last, next) {
        (Block::Item { number: last, .. }, Block::Item { number: next, .. }) => {
            last.is_some() == next.is_some()
        }
        (Block::Definition { .. }, Block::Definition { .. }) => true,
        // A list may follow the paragraph that announces it.
        (Block::Paragraph(_), Block::Item { number, .. }) => number.is_none_or(|number| number == 1),
        _ => false,
    }
}

/// What announced something that was cut does so no more.
fn announce_nothing(lines: &mut Vec<String>, last: Option<&Block>) {
    match last {
        Some(Block::Heading(_)) => {
            lines.pop();
            while lines.last().is_some_and(String::is_empty) {
                lines.pop();
            }
        }
        Some(Block::Paragraph(_)) => {
            if let Some(line) = lines.last_mut().filter(|line| line.ends_with(':')) {
                line.pop();
                line.push_str(" …");
            }
        }
        _ => {}
    }
}

/// A fence that nothing in the code ends.
pub(super) fn fence(lines: &[String]) -> String {
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// Code in a fence; what is too long ends before a prompt or an empty line.
fn code(language: &str, lines: &[String], limit: usize) -> (Vec<String>, bool) {
    let room = limit.saturating_sub(2);
    let is_cut = lines.len() > room;
    let starts = |at: &usize| lines[*at].starts_with(">>>") || lines[*at].is_empty();
    let end = if is_cut { (1..=room).rev().find(starts).unwrap_or(0) } else { lines.len() };
    let kept = &lines[..end];
    let kept = &kept[..kept.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1)];
    if kept.is_empty() {
        return (Vec::new(), is_cut);
    }
    let fence = fence(kept);
    let mut out = vec![format!("{fence}{language}")];
    out.extend(kept.iter().cloned());
    out.push(fence);
    (out, is_cut)
}

/// A title that nothing at its end changes.
fn joined_title(title: &str) -> String {
    title.trim_end_matches('#').trim().to_owned()
}
