//! The requests that stand in line for a worker's main thread.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Requests in the order in which they were sent. The worker evaluates them one after the other, so the first one is the one that it is
/// working on: to stop that one may take the end of the worker, the others only wait.
#[derive(Debug, Default)]
pub(crate) struct Line(Mutex<VecDeque<u32>>);

impl Line {
    pub(crate) fn join(&self, request: u32) {
        self.lock().push_back(request);
    }

    /// It is over, or goes on beside the others.
    pub(crate) fn leave(&self, request: u32) {
        let mut line = self.lock();
        if line.front() == Some(&request) {
            line.pop_front();
        } else if let Some(place) = line.iter().position(|&waiting| waiting == request) {
            line.remove(place);
        }
    }

    /// Whether others are before this one.
    pub(crate) fn is_behind(&self, request: u32) -> bool {
        let line = self.lock();
        line.front() != Some(&request) && line.contains(&request)
    }

    /// Whether the worker works on no other request than this one.
    pub(crate) fn has_no_other(&self, request: u32) -> bool {
        self.lock().front().is_none_or(|&first| first == request)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_in_line_is_worked_on() {
        let line = Line::default();
        [1, 2, 3].into_iter().for_each(|request| line.join(request));
        assert!(!line.is_behind(1) && line.is_behind(2));
        line.leave(2);
        line.leave(1);
        assert!(!line.is_behind(3) && line.has_no_other(3) && !line.has_no_other(4));
        line.leave(3);
        assert!(line.has_no_other(4) && !line.is_behind(3));
    }
}
