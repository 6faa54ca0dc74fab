//! A docstring as Markdown that rustdoc neither runs nor complains about.
//!
//! Docstrings are numpydoc, Google style, reST, Markdown or nothing of the kind. What must hold for all of them: no code
//! block is ever taken for Rust (rustdoc runs those as tests), no bracket for a link, no tag for HTML. All code is
//! therefore put into fences of our own, and everything else is flattened to plain paragraphs.

use super::inline::escape;
use super::lines::{fence_of, indent_of, is_doctest, is_heading, is_ruler, is_term, starts_block};

/// The lines of a docstring as Markdown; the last one is not empty.
pub(super) fn of(docstring: &str) -> Vec<String> {
    let text = printable(docstring);
    let mut writer = Writer::default();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut at = 0;
    while at < lines.len() {
        at = writer.take(&lines, at);
    }
    let start = writer.out.iter().position(|line| !line.is_empty()).unwrap_or(writer.out.len());
    writer.out.drain(..start);
    while writer.out.last().is_some_and(String::is_empty) {
        writer.out.pop();
    }
    writer.out
}

/// Text without carriage returns, without control characters, and without those that change the direction of text, which
/// rustc rejects.
pub(super) fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let is_fine = |c: &char| {
        *c == '\n'
            || !(c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
    };
    text.chars().filter(is_fine).collect()
}

#[derive(Default)]
struct Writer {
    out: Vec<String>,
    /// How far the last line of text was indented.
    indent: usize,
    /// In a section of numpydoc that defines terms: how far those are indented.
    terms: Option<usize>,
}

/// The sections of numpydoc that define terms (numpydoc format, "Sections").
const DEFINING: [&str; 10] = [
    "Parameters",
    "Other Parameters",
    "Attributes",
    "Methods",
    "Returns",
    "Yields",
    "Receives",
    "Raises",
    "Warns",
    "See Also",
];

impl Writer {
    /// Takes the block that starts at a line; gives where the next one starts.
    fn take(&mut self, lines: &[&str], at: usize) -> usize {
        let line = lines[at];
        let text = line.trim_start();
        let after_blank = at == 0 || lines[at - 1].is_empty();
        if line.is_empty() {
            self.separate();
            return at + 1;
        }
        if let Some(fence) = fence_of(text) {
            return self.fenced(lines, at, fence);
        }
        if text.starts_with(">>>") {
            return self.block("python", lines, at, |at| lines[at].is_empty() && !is_doctest(lines, at + 1));
        }
        if is_ruler(text) {
            return self.block("text", lines, at, |at| lines[at].is_empty());
        }
        if after_blank && at > 0 && indent_of(line) >= self.indent + 4 {
            let outer = self.indent;
            return self
                .block("text", lines, at, |at| !lines[at].is_empty() && indent_of(lines[at]) <= outer);
        }
        self.indent = indent_of(line);
        if is_heading(lines, at) {
            self.heading(text);
            return at + 2;
        }
        if self.terms == Some(self.indent) && is_term(lines, at) {
            self.out.push(format!("- {}", super::inline::code(text)));
            return at + 1;
        }
        self.paragraph(lines, at)
    }

    /// Text up to a blank line or something else, as one line; what it defines is on the line before.
    fn paragraph(&mut self, lines: &[&str], at: usize) -> usize {
        let is_inner =
            |line: &&&str| self.terms.is_none_or(|terms| (indent_of(line) > terms) == (self.indent > terms));
        let more = (at + 1..lines.len())
            .take_while(|&at| !starts_block(lines, at) && Some(&lines[at]).filter(is_inner).is_some())
            .count();
        let text =
            lines[at..=at + more].iter().map(|line| plain(line.trim_start())).collect::<Vec<_>>().join(" ");
        let is_definition = self.terms.is_some_and(|terms| self.indent > terms);
        match self.out.last_mut() {
            Some(term) if is_definition && term.starts_with("- `") => term.push_str(&format!(": {text}")),
            _ if is_definition => self.out.push(format!("  {text}")),
            _ => self.out.push(text),
        }
        at + more + 1
    }

    /// A fence of the docstring's own. Whatever its language is, Rust it is not.
    fn fenced(&mut self, lines: &[&str], at: usize, fence: &str) -> usize {
        let marker = &fence[..1];
        let tag = fence.trim_start_matches(marker).trim();
        let is_python = tag.starts_with("py") && tag.chars().all(char::is_alphanumeric);
        let language = if is_python { "python" } else { "text" };
        let ticks = fence.len() - fence.trim_start_matches(marker).len();
        let close = marker.repeat(ticks);
        let is_end = |line: &&str| {
            let line = line.trim();
            line.starts_with(&close) && line.trim_start_matches(marker).is_empty()
        };
        let end = lines[at + 1..].iter().position(is_end).map_or(lines.len(), |found| at + 1 + found);
        self.code(language, &lines[at + 1..end]);
        end + 1
    }

    /// Code from `at` up to a line that ends it.
    fn block(&mut self, language: &str, lines: &[&str], at: usize, ends: impl Fn(usize) -> bool) -> usize {
        let end = (at..lines.len()).find(|at| ends(*at)).unwrap_or(lines.len());
        self.code(language, &lines[at..end]);
        end
    }

    fn code(&mut self, language: &str, lines: &[&str]) {
        let blank = lines.iter().rev().take_while(|line| line.trim().is_empty()).count();
        let lines = &lines[..lines.len() - blank];
        let margin =
            lines.iter().filter(|line| !line.is_empty()).map(|line| indent_of(line)).min().unwrap_or(0);
        self.separate();
        self.out.push(format!("```{language}"));
        self.out
            .extend(lines.iter().map(|line| line.get(margin..).unwrap_or_default().replace("```", "'''")));
        self.out.extend(["```".to_owned(), String::new()]);
    }

    fn heading(&mut self, text: &str) {
        self.separate();
        self.terms = DEFINING.contains(&text).then_some(self.indent);
        self.out.extend([format!("# {}", escape(text)), String::new()]);
    }

    /// An empty line, unless one is there.
    fn separate(&mut self) {
        if self.out.last().is_some_and(|last| !last.is_empty()) {
            self.out.push(String::new());
        }
    }
}

/// A line of text: runs of spaces, which after the mark of a list would make code, become one.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    escape(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(docstring: &str) -> String {
        of(docstring).join("\n")
    }

    #[test]
    fn numpydoc() {
        let docs = shown(
            "Norm.\n\nParameters\n----------\nx : {(N,), (M, N)} array_like\n    Input `x[0]`, see [1]_.\n\n    More.",
        );
        let expected = "Norm.\n\n# Parameters\n\n- `x : {(N,), (M, N)} array_like`: Input `x[0]`, see \\[1\\]_.\n\n  More.";
        assert_eq!(docs, expected);
    }

    #[test]
    fn doctests_are_python() {
        assert_eq!(shown("A:\n>>> f(1)\n2\n\nThen"), "A:\n\n```python\n>>> f(1)\n2\n```\n\nThen");
    }

    #[test]
    fn tables_keep_their_columns() {
        assert_eq!(
            shown("A:\n\n==  ===\na   b\n==  ===\n\nB"),
            "A:\n\n```text\n==  ===\na   b\n==  ===\n```\n\nB"
        );
    }

    #[test]
    fn indented_code_is_fenced() {
        let docs = shown("Use::\n\n    f(1)\n      g(2)\n\nDone.");
        assert_eq!(docs, "Use::\n\n```text\nf(1)\n  g(2)\n```\n\nDone.");
    }

    #[test]
    fn fences_are_never_rust_and_always_closed() {
        assert_eq!(shown("```\nx = 1\n```"), "```text\nx = 1\n```");
        assert_eq!(shown("```rust\npanic!()"), "```text\npanic!()\n```");
        assert_eq!(shown("~~~{.py}\nx\n~~~"), "```text\nx\n```");
        assert_eq!(shown("````\n```\n````"), "```text\n'''\n```");
        assert_eq!(shown("```python\nx\n```"), "```python\nx\n```");
    }

    #[test]
    fn lists_hold_no_code() {
        assert_eq!(shown("-      let x = 1;\n>     quoted"), "- let x = 1; \\> quoted");
        assert_eq!(shown("1. ```\n   f()\n   ```"), "1. \\`\\`\\` f()\n\n```text\n```");
    }

    #[test]
    fn what_breaks_a_comment_is_gone() {
        assert_eq!(shown("a\rb\r\nc\0d\u{202e}e"), "a b cde");
    }

    #[test]
    fn a_first_line_may_be_indented() {
        assert_eq!(shown("    Indented.\n    More."), "Indented. More.");
    }
}
