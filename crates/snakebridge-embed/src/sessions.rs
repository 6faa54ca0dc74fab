//! The sessions of this process by number, which is how Python names them.

use crate::interpreter::Embedded;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

#[derive(Default)]
struct Sessions {
    last: u64,
    by_number: HashMap<u64, Weak<Embedded>>,
}

fn lock() -> MutexGuard<'static, Option<Sessions>> {
    static SESSIONS: Mutex<Option<Sessions>> = Mutex::new(None);
    SESSIONS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number that no session has had.
pub(crate) fn next_number() -> u64 {
    let mut sessions = lock();
    let sessions = sessions.get_or_insert_default();
    sessions.last += 1;
    sessions.last
}

pub(crate) fn enter(number: u64, session: Weak<Embedded>) {
    lock().get_or_insert_default().by_number.insert(number, session);
}

pub(crate) fn leave(number: u64) {
    lock().get_or_insert_default().by_number.remove(&number);
}

pub(crate) fn find(number: u64) -> Option<Arc<Embedded>> {
    lock().as_ref()?.by_number.get(&number)?.upgrade()
}
