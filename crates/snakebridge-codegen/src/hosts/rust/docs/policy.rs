//! How much of a docstring goes into the wrappers. All of it is there with `snakebridge inspect`.

use super::document::Kind;

/// Limits, in lines of Markdown unless they say otherwise. What is over a limit is cut between blocks, or sentences, and
/// the docs say so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Policy {
    /// What stands outside of sections.
    extended: usize,
    /// Parameters, results, exceptions, attributes.
    terms: usize,
    /// Of the one example that is shown; `None` for all of them.
    pub(super) example: Option<usize>,
    /// Names on the one line that has them; `None` for all of them, with what is said of each.
    pub(super) see_also: Option<usize>,
    /// Notes, warnings, and whatever else there is.
    other: usize,
    /// Bytes of a paragraph.
    pub(super) paragraph: usize,
    /// Bytes of what is said of an optional parameter, which stands on one line.
    pub(super) optional: usize,
}

impl Policy {
    /// What people want to see where they call it.
    pub(super) const SHORT: Self = Self {
        extended: 4,
        terms: 6,
        example: Some(6),
        see_also: Some(6),
        other: 0,
        paragraph: 600,
        optional: 240,
    };
    /// Everything.
    pub(super) const FULL: Self = Self {
        extended: usize::MAX,
        terms: usize::MAX,
        example: None,
        see_also: None,
        other: usize::MAX,
        paragraph: usize::MAX,
        optional: usize::MAX,
    };

    pub(super) fn extended(&self) -> usize {
        self.extended
    }

    pub(super) fn section(&self, kind: &Kind) -> usize {
        match kind {
            Kind::Examples | Kind::SeeAlso => usize::MAX,
            Kind::Warnings => self.extended,
            // They are wrapped if they are used.
            Kind::Methods => self.other,
            kind if kind.defines() => self.terms,
            _ => self.other,
        }
    }
}

/// Text up to the last sentence that ends within a limit; nothing is cut inside of a code span.
pub(super) fn sentences(text: &str, limit: usize) -> (&str, bool) {
    if text.len() <= limit {
        return (text, false);
    }
    let (mut ticks, mut best, mut word) = (0, None, 0);
    for (at, byte) in text.bytes().enumerate().take_while(|(at, _)| *at < limit) {
        ticks += usize::from(byte == b'`');
        if byte == b' ' && usize::is_multiple_of(ticks, 2) {
            word = at;
            if text[..at].ends_with(['.', '!', '?']) {
                best = Some(at);
            }
        }
    }
    (&text[..best.filter(|best| *best > limit / 4).unwrap_or(word)], true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_are_between_sentences_or_else_words() {
        assert_eq!(sentences("One. Two `a. b`. Three.", 20), ("One. Two `a. b`.", true));
        assert_eq!(sentences("One two three", 9), ("One two", true));
        assert_eq!(sentences("üüüüüü", 5), ("", true));
        assert_eq!(sentences("One.", 9), ("One.", false));
    }
}
