//! Runs of backticks, and which of them belong together.

use std::collections::BTreeMap;

/// The runs of backticks of a text.
pub(super) struct Ticks {
    /// Where each starts, and where the next one of the same length does.
    next: BTreeMap<usize, Option<usize>>,
}

/// A code span.
pub(super) struct Span<'a> {
    pub(super) ticks: usize,
    pub(super) inner: &'a str,
    /// Where what follows it starts.
    pub(super) end: usize,
}

impl Ticks {
    pub(super) fn of(text: &str) -> Self {
        let mut runs = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find('`') {
            let start = at + found;
            let length = text[start..].bytes().take_while(|byte| *byte == b'`').count();
            runs.push((start, length));
            at = start + length;
        }
        let mut last_of = BTreeMap::new();
        let next = runs.into_iter().rev().map(|(start, length)| (start, last_of.insert(length, start)));
        Self { next: next.collect() }
    }

    /// The span whose first backtick is at a byte; none if it is not closed, or is none in reST.
    pub(super) fn span_at<'a>(&self, text: &'a str, start: usize) -> Option<Span<'a>> {
        let close = (*self.next.get(&start)?)?;
        let ticks = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        let inner = &text[start + ticks..close];
        // A quote as in `this', or what stands between two of those.
        let is_quote = ticks == 1 && (inner.starts_with(' ') || inner.ends_with(' '));
        (!is_quote).then_some(Span { ticks, inner, end: close + ticks })
    }
}
