//! Which segments of the other side are known, and which are on loan. No I/O, as in `pool`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The segments of the other side.
#[derive(Debug)]
pub(super) struct Loans<M> {
    known: HashMap<u64, Arc<Known<M>>>,
    /// What their numbers are modulo two.
    parity: u64,
}

/// A segment of the other side.
#[derive(Debug)]
pub(super) struct Known<M> {
    pub(super) number: u64,
    pub(super) memory: M,
    once: bool,
    lent: AtomicBool,
}

impl<M> Known<M> {
    /// It goes back. Whoever says so to the other side has to do it after this.
    pub(super) fn give_back(&self) {
        self.lent.store(false, Ordering::Release);
    }
}

impl<M> Loans<M> {
    pub(super) fn new(parity: u64) -> Self {
        Self { known: HashMap::new(), parity }
    }

    /// The other side made a segment.
    pub(super) fn announce(&mut self, number: u64, once: bool, memory: M) -> Result<(), String> {
        if number % 2 != self.parity {
            return Err(format!("segment {number} has a number of this side"));
        }
        let known = Known { number, memory, once, lent: AtomicBool::new(false) };
        match self.known.insert(number, Arc::new(known)) {
            None => Ok(()),
            Some(_) => Err(format!("segment {number} was announced twice")),
        }
    }

    /// The other side does not use it any more.
    pub(super) fn drop(&mut self, number: u64) -> Result<(), String> {
        match self.known.remove(&number) {
            Some(known) if !known.lent.load(Ordering::Acquire) => Ok(()),
            Some(_) => Err(format!("segment {number} was dropped while it was on loan")),
            None => Err(format!("segment {number} was dropped, and is not known")),
        }
    }

    /// This side does not use it any more.
    pub(super) fn forget(&mut self, number: u64) {
        self.known.remove(&number);
    }

    /// Begins a loan; `None` if the number is not known (yet).
    pub(super) fn borrow(&mut self, number: u64) -> Result<Option<Arc<Known<M>>>, String> {
        let Some(known) = self.known.get(&number) else { return Ok(None) };
        if known.lent.swap(true, Ordering::AcqRel) {
            return Err(format!("segment {number} was lent twice"));
        }
        let known = Arc::clone(known);
        if known.once {
            self.known.remove(&number);
        }
        Ok(Some(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_lent_again_after_it_was_given_back() {
        let mut loans = Loans::new(1);
        assert!(loans.borrow(3).unwrap().is_none(), "it is not known");
        loans.announce(3, false, "memory").unwrap();
        let known = loans.borrow(3).unwrap().unwrap();
        assert_eq!((known.number, known.memory), (3, "memory"));
        assert!(loans.borrow(3).is_err(), "it was not given back");
        known.give_back();
        assert!(loans.borrow(3).unwrap().is_some());
    }

    #[test]
    fn a_segment_for_one_loan_is_forgotten() {
        let mut loans = Loans::new(1);
        loans.announce(3, true, "memory").unwrap();
        let known = loans.borrow(3).unwrap().unwrap();
        known.give_back();
        assert!(loans.borrow(3).unwrap().is_none());
    }

    #[test]
    fn breaches_of_the_contract_are_told() {
        let mut loans = Loans::new(1);
        assert!(loans.announce(2, false, "ours").is_err());
        assert!(loans.drop(3).is_err(), "not known");
        loans.announce(3, false, "memory").unwrap();
        assert!(loans.announce(3, false, "again").is_err());
        let known = loans.borrow(3).unwrap().unwrap();
        assert!(loans.drop(3).is_err(), "on loan");
        known.give_back();
        assert!(loans.drop(3).is_err(), "it is gone");
    }
}
