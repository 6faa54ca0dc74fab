//! Which of one's own segments there are, and which to lend next. No I/O: the memory behind a number is somebody else's business.

use std::collections::HashMap;

/// The segments of one side.
#[derive(Debug)]
pub(super) struct Pool<M> {
    segments: HashMap<u64, Segment<M>>,
    limits: Limits,
    last: u64,
    /// Loans so far, to find what was not used for longest.
    loans: u64,
}

/// How much may be kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Segments at a time. Each may cost the worker a file descriptor.
    pub(super) segments: usize,
    /// Bytes of segments that are kept to be lent again.
    pub(super) kept: u64,
}

#[derive(Debug)]
struct Segment<M> {
    size: u64,
    /// `None` if it is lent only once: the memory is then the borrower's.
    memory: Option<M>,
    /// Which loan was the last.
    loan: u64,
    lent: bool,
}

/// What to lend.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Choice<M> {
    /// A segment that both sides know.
    Kept(u64, M),
    /// A segment that is still to be made, and then [entered](Pool::enter).
    New {
        number: u64,
        size: u64,
        /// It is not to be kept.
        once: bool,
        /// These were dropped to make room.
        dropped: Vec<u64>,
    },
}

const PAGE: u64 = 4096;
/// Sizes between a power of two and the next, so that at most an eighth of a segment is in vain.
const STEPS: u64 = 8;

impl<M: Clone> Pool<M> {
    /// The numbers go up in twos, so that `first` says whose they are.
    pub(super) fn new(first: u64, limits: Limits) -> Self {
        Self { segments: HashMap::new(), limits, last: first, loans: 0 }
    }

    /// Chooses a segment for so many bytes; `None` if there are too many.
    pub(super) fn take(&mut self, length: u64) -> Option<Choice<M>> {
        self.loans += 1;
        let size = size_class(length)?;
        // Not one that is much too large: a small loan might be a long one.
        let kept = self.segments.iter_mut().filter_map(|(number, segment)| match &segment.memory {
            Some(memory) if !segment.lent && (size..=2 * size).contains(&segment.size) => {
                Some((segment.size, *number, memory.clone()))
            }
            _ => None,
        });
        if let Some((_, number, memory)) = kept.min_by_key(|&(size, number, _)| (size, number)) {
            if let Some(segment) = self.segments.get_mut(&number) {
                (segment.lent, segment.loan) = (true, self.loans);
            }
            return Some(Choice::Kept(number, memory));
        }
        let mut dropped = self.make_room()?;
        let once = size > self.limits.kept;
        while !once && self.kept() > self.limits.kept - size {
            match self.evict() {
                Some(number) => dropped.push(number),
                None => break,
            }
        }
        let once = once || self.kept() > self.limits.kept - size;
        self.last += 2;
        Some(Choice::New { number: self.last, size, once, dropped })
    }

    /// The number of a segment that is lent once and not made for it, and what was dropped in its favour; `None` if there are too many.
    pub(super) fn number(&mut self) -> Option<(u64, Vec<u64>)> {
        let dropped = self.make_room()?;
        self.last += 2;
        Some((self.last, dropped))
    }

    fn make_room(&mut self) -> Option<Vec<u64>> {
        let mut dropped = Vec::new();
        while self.segments.len() >= self.limits.segments {
            dropped.push(self.evict()?);
        }
        Some(dropped)
    }

    /// Enters a segment that was made and is lent at once.
    pub(super) fn enter(&mut self, number: u64, size: u64, memory: Option<M>) {
        self.segments.insert(number, Segment { size, memory, loan: self.loans, lent: true });
    }

    /// The borrower has done with it.
    pub(super) fn free(&mut self, number: u64) -> Result<(), String> {
        match self.segments.get_mut(&number) {
            Some(segment) if segment.lent && segment.memory.is_some() => segment.lent = false,
            Some(segment) if segment.lent => self.forget(number),
            _ => return Err(format!("segment {number} came back, and was not lent")),
        }
        Ok(())
    }

    /// The borrower has done with it for good.
    pub(super) fn drop(&mut self, number: u64) -> Result<(), String> {
        self.free(number)?;
        self.forget(number);
        Ok(())
    }

    fn forget(&mut self, number: u64) {
        self.segments.remove(&number);
    }

    /// Bytes of the segments that are kept.
    fn kept(&self) -> u64 {
        let kept = self.segments.values().filter(|segment| segment.memory.is_some());
        kept.map(|segment| segment.size).sum()
    }

    /// Forgets the segment that was not used for longest.
    fn evict(&mut self) -> Option<u64> {
        let idle = self.segments.iter().filter(|(_, segment)| !segment.lent);
        let number = idle.min_by_key(|(_, segment)| segment.loan).map(|(number, _)| *number)?;
        self.forget(number);
        Some(number)
    }
}

/// The size of a segment for so many bytes; `None` if there is no such size.
fn size_class(length: u64) -> Option<u64> {
    let step = (length.checked_next_power_of_two()? / (2 * STEPS)).max(PAGE);
    length.max(1).checked_next_multiple_of(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    fn pool(segments: usize, kept: u64) -> Pool<&'static str> {
        Pool::new(0, Limits { segments, kept })
    }

    /// Takes and enters, as one who makes segments does.
    fn lend(pool: &mut Pool<&'static str>, length: u64) -> Option<Choice<&'static str>> {
        let choice = pool.take(length)?;
        if let Choice::New { number, size, once, .. } = &choice {
            pool.enter(*number, *size, (!once).then_some("memory"));
        }
        Some(choice)
    }

    fn new(number: u64, size: u64, once: bool, dropped: &[u64]) -> Option<Choice<&'static str>> {
        Some(Choice::New { number, size, once, dropped: dropped.to_vec() })
    }

    #[test]
    fn sizes_are_pages_and_little_is_in_vain() {
        assert_eq!(size_class(0), Some(PAGE));
        assert_eq!(size_class(PAGE + 1), Some(2 * PAGE));
        assert_eq!(size_class(8 * MIB), Some(8 * MIB));
        assert_eq!(size_class(8 * MIB + 1), Some(9 * MIB));
        assert_eq!(size_class(5 << 32), Some(5 << 32));
        assert_eq!(size_class(u64::MAX), None);
        for length in (1..200 * MIB).step_by(77_777) {
            let size = size_class(length).unwrap();
            assert!(
                size >= length && size.is_multiple_of(PAGE) && size - length <= (length / 8).max(PAGE),
                "{length}"
            );
        }
    }

    #[test]
    fn what_came_back_is_lent_again_the_smallest_that_fits_first() {
        let mut pool = pool(8, 64 * MIB);
        assert_eq!(lend(&mut pool, 3 * MIB), new(2, 3 * MIB, false, &[]));
        assert_eq!(lend(&mut pool, 2 * MIB), new(4, 2 * MIB, false, &[]));
        pool.free(2).unwrap();
        pool.free(4).unwrap();
        assert_eq!(lend(&mut pool, 2 * MIB - 5), Some(Choice::Kept(4, "memory")));
        assert_eq!(lend(&mut pool, 2 * MIB - 5), Some(Choice::Kept(2, "memory")));
        assert_eq!(lend(&mut pool, 2 * MIB - 5), new(6, 2 * MIB, false, &[]));
    }

    #[test]
    fn a_small_loan_does_not_take_a_large_segment() {
        let mut pool = pool(8, 64 * MIB);
        lend(&mut pool, 32 * MIB);
        pool.free(2).unwrap();
        assert_eq!(lend(&mut pool, MIB), new(4, MIB, false, &[]));
    }

    #[test]
    fn what_is_kept_has_a_limit() {
        let mut pool = pool(8, 10 * MIB);
        lend(&mut pool, 4 * MIB);
        lend(&mut pool, 2 * MIB);
        pool.free(4).unwrap();
        pool.free(2).unwrap();
        // What was not used for longest goes, and no more than has to.
        assert_eq!(lend(&mut pool, 8 * MIB), new(6, 8 * MIB, false, &[2]));
        assert_eq!(lend(&mut pool, 4 * MIB), new(8, 4 * MIB, true, &[4]));
        assert_eq!(lend(&mut pool, 20 * MIB), new(10, 20 * MIB, true, &[]));
        pool.free(8).unwrap();
        pool.free(10).unwrap();
        assert_eq!(pool.segments.len(), 1, "what is lent once is forgotten when it comes back");
    }

    #[test]
    fn how_many_there_are_has_a_limit() {
        let mut pool = pool(2, 64 * MIB);
        lend(&mut pool, MIB);
        lend(&mut pool, MIB);
        assert_eq!(lend(&mut pool, MIB), None);
        pool.free(4).unwrap();
        assert_eq!(lend(&mut pool, 16 * MIB), new(6, 16 * MIB, false, &[4]));
    }

    #[test]
    fn what_was_not_lent_cannot_come_back() {
        let mut pool = pool(8, 64 * MIB);
        assert!(pool.free(2).is_err());
        lend(&mut pool, MIB);
        assert!(pool.free(3).is_err());
        pool.free(2).unwrap();
        assert!(pool.free(2).is_err(), "twice");
        assert!(pool.drop(2).is_err(), "not lent");
        lend(&mut pool, MIB);
        pool.drop(2).unwrap();
        assert!(pool.free(2).is_err(), "dropped");
    }
}
