//! Two threads that serve all sessions: one knows the time, and one does what takes an attached thread for those who must not wait.

use crate::python::{Python, attach};
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

/// What happens when a time has come; it takes no time itself. When it is to happen again, if so.
type Action = Box<dyn FnMut(Instant) -> Option<Instant> + Send>;

#[derive(Default)]
struct Clock {
    due: Mutex<Dues>,
    changed: Condvar,
}

#[derive(Default)]
struct Dues {
    last: u64,
    actions: BTreeMap<(Instant, u64), Action>,
    running: bool,
}

/// Something that is due; dropping it before revokes it.
#[derive(Debug)]
pub(crate) struct Due {
    /// Its number; the time it is under changes when it happens again.
    number: u64,
    at: Instant,
}

static CLOCK: OnceLock<Clock> = OnceLock::new();

/// Has `action` run at a time.
pub(crate) fn at(time: Instant, action: impl FnMut(Instant) -> Option<Instant> + Send + 'static) -> Due {
    let clock = CLOCK.get_or_init(Clock::default);
    let mut dues = clock.lock();
    dues.last += 1;
    let number = dues.last;
    dues.actions.insert((time, number), Box::new(action));
    if !dues.running {
        let spawned = std::thread::Builder::new().name("snakebridge-clock".to_owned()).spawn(|| clock.run());
        dues.running = spawned.is_ok();
    }
    clock.changed.notify_one();
    Due { number, at: time }
}

impl Drop for Due {
    fn drop(&mut self) {
        let Some(clock) = CLOCK.get() else { return };
        let _revoked = {
            let mut dues = clock.lock();
            let known = dues.actions.remove(&(self.at, self.number));
            known.or_else(|| {
                let key = dues.actions.keys().find(|(_, number)| *number == self.number).copied();
                key.and_then(|key| dues.actions.remove(&key))
            })
        };
    }
}

impl Clock {
    fn lock(&self) -> MutexGuard<'_, Dues> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut dues = self.lock();
        loop {
            let now = Instant::now();
            let next = dues.actions.first_key_value().map(|(&key, _)| key);
            dues = match next {
                None => self.changed.wait(dues).unwrap_or_else(PoisonError::into_inner),
                Some((time, _)) if time > now => {
                    self.changed.wait_timeout(dues, time - now).unwrap_or_else(PoisonError::into_inner).0
                }
                Some(key) => {
                    let action = dues.actions.remove(&key);
                    drop(dues);
                    let again = action.and_then(|mut action| action(now).map(|again| (again, action)));
                    let mut dues = self.lock();
                    if let Some((again, action)) = again {
                        dues.actions.insert((again, key.1), action);
                    }
                    dues
                }
            };
        }
    }
}

type Job = Box<dyn FnOnce(Python<'_>) + Send>;

/// Has `job` done by a thread that is attached, in the order of the calls; waits for nothing.
pub(crate) fn attached(job: impl FnOnce(Python<'_>) + Send + 'static) {
    static JOBS: OnceLock<Sender<Job>> = OnceLock::new();
    let jobs = JOBS.get_or_init(|| {
        let (sender, jobs) = mpsc::channel::<Job>();
        let work = move || jobs.into_iter().for_each(|job| attach(job));
        // Without a thread nothing is interrupted and handles stay until the next call; nothing is wrong.
        let _no_thread = std::thread::Builder::new().name("snakebridge-attendant".to_owned()).spawn(work);
        sender
    });
    let _no_thread = jobs.send(Box::new(job));
}
