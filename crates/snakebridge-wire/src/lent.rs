//! What Python holds of the host: callbacks, and errors that went through it.

use snakebridge_core::engine::Owner;
use snakebridge_core::{Callback, Error};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Everything that is lent to one interpreter, by number. What is sent counts once each time, and is given back as often.
#[derive(Default)]
pub struct Lent(Mutex<Table>);

#[derive(Default)]
struct Table {
    entries: HashMap<u64, Entry>,
    /// Callbacks by address and owner, so that the same one has the same number.
    numbers: HashMap<(usize, usize), u64>,
    last: u64,
}

struct Entry {
    what: What,
    sent: u64,
    key: Option<(usize, usize)>,
}

#[derive(Clone)]
enum What {
    /// And the session that sent it. Weak: Python may hold a callback for as long as it lives.
    Callback(Callback, Weak<Owner>),
    Error(Error),
}

impl Lent {
    /// Counts a callback that is about to be sent; its number.
    pub fn callback(&self, callback: &Callback, owner: &Arc<Owner>) -> u64 {
        let mut table = self.lock();
        let key = (callback.address(), Arc::as_ptr(owner).addr());
        if let Some(&number) = table.numbers.get(&key)
            && let Some(entry) = table.entries.get_mut(&number)
        {
            entry.sent += 1;
            return number;
        }
        let what = What::Callback(callback.clone(), Arc::downgrade(owner));
        let number = table.enter(what, Some(key));
        table.numbers.insert(key, number);
        number
    }

    /// Counts an error that is about to be sent; its number.
    pub fn error(&self, error: Error) -> u64 {
        self.lock().enter(What::Error(error), None)
    }

    /// A callback, and the session that sent it, if that still lives.
    #[must_use]
    pub fn find_callback(&self, number: u64) -> Option<(Callback, Option<Arc<Owner>>)> {
        match &self.lock().entries.get(&number)?.what {
            What::Callback(callback, owner) => Some((callback.clone(), owner.upgrade())),
            What::Error(_) => None,
        }
    }

    /// An error that was sent.
    #[must_use]
    pub fn find_error(&self, number: u64) -> Option<Error> {
        match &self.lock().entries.get(&number)?.what {
            What::Error(error) => Some(error.clone()),
            What::Callback(..) => None,
        }
    }

    /// Takes back what the payload of a `dropped` frame names: pairs of a number, and how many times it had been sent.
    pub fn take_back(&self, dropped: &[u8]) {
        let (numbers, _) = dropped.as_chunks::<8>();
        let (pairs, _) = numbers.as_chunks::<2>();
        for &[number, count] in pairs {
            self.give_back(u64::from_le_bytes(number), u64::from_le_bytes(count));
        }
    }

    /// Takes back what was sent so many times and is held no more.
    pub fn give_back(&self, number: u64, count: u64) {
        // Dropped after the lock: a callback owns whatever its author put there.
        let _dropped = {
            let mut table = self.lock();
            let Some(entry) = table.entries.get_mut(&number) else { return };
            entry.sent = entry.sent.saturating_sub(count);
            if entry.sent > 0 {
                return;
            }
            let entry = table.entries.remove(&number);
            if let Some(key) = entry.as_ref().and_then(|entry| entry.key) {
                table.numbers.remove(&key);
            }
            entry
        };
    }

    /// Takes everything back: Python is gone.
    pub fn clear(&self) {
        let _dropped = std::mem::take(&mut *self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn enter(&mut self, what: What, key: Option<(usize, usize)>) -> u64 {
        self.last += 1;
        self.entries.insert(self.last, Entry { what, sent: 1, key });
        self.last
    }
}

impl std::fmt::Debug for Lent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} lent", self.lock().entries.len())
    }
}
