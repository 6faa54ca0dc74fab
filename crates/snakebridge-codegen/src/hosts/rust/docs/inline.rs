//! Inside of a paragraph: markup of reST and Markdown, and what rustdoc would take for markup and is none.

mod emphasis;
mod link;
mod reference;
mod role;
#[cfg(test)]
mod tests;
mod ticks;

use std::collections::BTreeMap;
use ticks::Ticks;

pub(super) use reference::{Reference, replace};

/// How far back or forth a construct is looked for, in bytes: what keeps time linear.
const REACH: usize = 400;

/// Renders the paragraphs of one docstring.
#[derive(Clone, Copy)]
pub(super) struct Inline<'a> {
    /// The Python path whose docstring it is.
    pub(super) path: &'a str,
    /// What `|name|` stands for.
    pub(super) substitutions: &'a BTreeMap<String, String>,
}

impl Inline<'_> {
    /// A paragraph as one line of Markdown that starts no block but a paragraph.
    pub(super) fn paragraph(&self, text: &str) -> String {
        let line = self.text(text);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && line[digits..].starts_with(['.', ')']) {
            let (number, rest) = line.split_at(digits);
            return format!("{number}\\{rest}");
        }
        if line.starts_with(['#', '>', '+', '-', '=', '|', ':']) { format!("\\{line}") } else { line }
    }

    /// Text as Markdown, to stand behind something else.
    pub(super) fn text(&self, text: &str) -> String {
        let mut writer = Writer { inline: self, text, ticks: Ticks::of(text), at: 0, out: String::new() };
        writer.out.reserve(text.len() + text.len() / 8);
        writer.write();
        writer.out
    }

    /// A name as code, linked if it is wrapped, too.
    pub(super) fn reference(&self, target: &str, label: &str) -> String {
        Reference { from: self.path, target, label }.mark()
    }
}

/// Text as a code span that holds whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = super::text::printable(text).replace('\n', " ");
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

struct Writer<'a> {
    inline: &'a Inline<'a>,
    text: &'a str,
    ticks: Ticks,
    at: usize,
    out: String,
}

impl<'a> Writer<'a> {
    fn write(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let taken = match c {
                '`' => self.ticks(),
                ':' => self.role(),
                '[' => self.bracket(),
                '<' => self.angle(),
                '*' => self.emphasis(),
                '|' => self.substitution(),
                'h' => self.url(),
                'C' | 'L' | 'I' | 'B' => self.epytext(),
                '\\' => self.backslash(),
                _ => false,
            };
            if !taken {
                self.character(c);
            }
        }
        while self.out.ends_with(' ') {
            self.out.pop();
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// What follows within reach, cut at a character.
    fn reach(&self) -> &'a str {
        let rest = self.rest();
        let mut end = rest.len().min(REACH);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
    }

    /// A character that is meant as it is.
    fn character(&mut self, c: char) {
        self.at += c.len_utf8();
        let after = self.rest().chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = self.text[..self.at - c.len_utf8()].chars().next_back();
        let escaped = match c {
            '`' | '[' | ']' | '*' | '~' | '\\' => true,
            // Emphasis needs a border of a word on one side.
            '_' => !(is_word(before) && is_word(after)),
            '<' => !matches!(after, Some(' ' | '=')),
            '&' => is_word(after) || after == Some('#'),
            // Before a link it would make an image of it.
            '!' => matches!(after, Some('[' | '`' | ':' | '<' | '{') | None),
            _ => false,
        };
        if escaped {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    /// What a backslash means in reST: the next character as it is, and nothing if that is a space.
    fn backslash(&mut self) -> bool {
        let Some(next) = self.rest()[1..].chars().next() else { return false };
        if next == ' ' {
            self.at += 2;
        } else if next.is_ascii_punctuation() {
            self.at += 2;
            self.out.extend(['\\', next]);
        } else {
            return false;
        }
        true
    }

    /// A code span, or a link or a role that looks like one.
    fn ticks(&mut self) -> bool {
        let Some(span) = self.ticks.span_at(self.text, self.at) else {
            let run = self.rest().len() - self.rest().trim_start_matches('`').len();
            self.out.push_str(&"\\`".repeat(run));
            self.at += run;
            return true;
        };
        let after = &self.text[span.end..];
        let suffix = after.len() - after.trim_start_matches('_').len();
        let is_reference = (1..=2).contains(&suffix) && !after[suffix..].starts_with(char::is_alphanumeric);
        self.at = span.end;
        if span.ticks > 1 {
            self.out.push_str(&code(span.inner));
        } else if is_reference {
            self.at += suffix;
            let written = link::named(span.inner).unwrap_or_else(|| escaped(link::label(span.inner)));
            self.out.push_str(&written);
        } else if role::is_path(span.inner) && span.inner.contains('.') {
            self.reference(span.inner);
        } else {
            self.out.push_str(&code(span.inner));
        }
        true
    }

    /// `:role:` before a code span.
    fn role(&mut self) -> bool {
        if self.before().is_some_and(char::is_alphanumeric) {
            return false;
        }
        let Some(name) = role::name(self.rest()) else { return false };
        let Some(span) = self.ticks.span_at(self.text, self.at + name.len() + 2) else { return false };
        self.at = span.end;
        let kind = name.rsplit(':').next().unwrap_or(name);
        match role::meaning(kind) {
            role::Meaning::Symbol => self.reference(span.inner),
            role::Meaning::Text => self.out.push_str(&escaped(link::label(span.inner))),
            role::Meaning::Proposal(of) => self.out.push_str(&role::proposal(of, span.inner)),
            role::Meaning::Code => self.out.push_str(&code(span.inner)),
        }
        true
    }

    fn reference(&mut self, text: &str) {
        let (target, label) = role::target(text);
        let written = if target.is_empty() { code(label) } else { self.inline.reference(target, label) };
        self.out.push_str(&written);
    }

    /// A link of Markdown, a footnote of reST, or just a bracket.
    fn bracket(&mut self) -> bool {
        let reach = self.reach();
        let Some(close) =
            reach[1..].find([']', '[']).map(|at| at + 1).filter(|at| reach[*at..].starts_with(']'))
        else {
            return false;
        };
        let label = &reach[1..close];
        let after = &reach[close + 1..];
        if let Some((url, length)) = link::destination(after) {
            self.out.push_str(&format!("[{}](<{url}>)", self.inner(label)));
            self.at += close + 1 + length;
            return true;
        }
        if after.starts_with('_') && !after[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            self.out.push_str(&format!("\\[{}\\]", escaped(label)));
            self.at += close + 2;
            return true;
        }
        false
    }

    /// A link in angle brackets.
    fn angle(&mut self) -> bool {
        let rest = &self.rest()[1..];
        let Some(length) = link::length(rest).filter(|length| rest[*length..].starts_with('>')) else {
            return false;
        };
        self.out.extend(["<", &rest[..length], ">"]);
        self.at += length + 2;
        true
    }

    /// A link that stands in the text.
    fn url(&mut self) -> bool {
        let rest = self.rest();
        let Some(length) = link::length(rest) else { return false };
        self.out.extend(["<", &rest[..length], ">"]);
        self.at += length;
        true
    }

    fn emphasis(&mut self) -> bool {
        let Some(found) = emphasis::at(self.reach(), self.before()) else { return false };
        let marks = "*".repeat(found.marks);
        self.out.push_str(&format!("{marks}{}{marks}", self.inner(found.inner)));
        self.at += found.length;
        true
    }

    /// `C{code}`, `L{link}`, `I{italic}`, `B{bold}` of epydoc.
    fn epytext(&mut self) -> bool {
        let Some((inner, _)) = self.reach()[1..].strip_prefix('{').and_then(|rest| rest.split_once('}'))
        else {
            return false;
        };
        if self.before().is_some_and(|before| before.is_alphanumeric() || before == '\\')
            || inner.contains(['{', '`'])
        {
            return false;
        }
        match self.rest().as_bytes()[0] {
            b'C' => self.out.push_str(&code(inner)),
            b'L' => self.reference(inner),
            _ => self.out.push_str(&escaped(inner)),
        }
        self.at += inner.len() + 3;
        true
    }

    /// `|name|`
    fn substitution(&mut self) -> bool {
        let Some((name, _)) = self.reach()[1..].split_once('|') else { return false };
        let Some(text) = self.inline.substitutions.get(name) else { return false };
        self.out.push_str(&escaped(text));
        self.at += name.len() + 2;
        true
    }

    /// Text inside of other markup: no markup of its own but code.
    fn inner(&self, text: &str) -> String {
        let parts = text.split('`');
        if parts.clone().count().is_multiple_of(2) {
            return escaped(text);
        }
        let parts =
            parts.enumerate().map(|(at, part)| if at.is_multiple_of(2) { escaped(part) } else { code(part) });
        parts.collect()
    }
}

/// Text without any markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '`' | '[' | ']' | '*' | '~' | '\\' | '_' | '<' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    // A bare link may stand in a label.
    out.replace("://", "\\://")
}
