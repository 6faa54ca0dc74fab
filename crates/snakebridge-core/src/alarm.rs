//! Wakes tasks at a time, for executors that have no clock.

use crate::{Error, Result};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::task::Waker;
use std::time::Instant;

/// Wakes a task at a time, or soon after.
pub(crate) fn wake_at(time: Instant, waker: Waker) -> Result<()> {
    static CLOCK: OnceLock<std::result::Result<Sender<(Instant, Waker)>, String>> = OnceLock::new();
    let clock = CLOCK.get_or_init(|| open().map_err(|error| error.to_string()));
    let failed = |error: &str| {
        let what = format!("the thread that minds deadlines cannot be started: {error}");
        Error::environment(what, "see how many threads the system allows")
    };
    let clock = clock.as_ref().map_err(|error| failed(error))?;
    clock.send((time, waker)).map_err(|_| failed("it ended"))
}

fn open() -> std::io::Result<Sender<(Instant, Waker)>> {
    let (sender, requests) = channel();
    std::thread::Builder::new().name("snakebridge-clock".to_owned()).spawn(move || mind(&requests))?;
    Ok(sender)
}

fn mind(requests: &Receiver<(Instant, Waker)>) {
    // The number keeps those of the same time apart.
    let mut alarms: BTreeMap<(Instant, Reverse<u64>), Waker> = BTreeMap::new();
    let mut count = 0;
    loop {
        let request = match alarms.keys().next() {
            None => requests.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((first, _)) => requests.recv_timeout(first.saturating_duration_since(Instant::now())),
        };
        match request {
            Ok((time, waker)) => {
                count += 1;
                alarms.insert((time, Reverse(count)), waker);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let now = Instant::now();
        while let Some(first) = alarms.first_entry().filter(|first| first.key().0 <= now) {
            first.remove().wake();
        }
    }
}
