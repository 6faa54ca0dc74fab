//! The thread that serves a worker where no thread of the program waits: it reads for tasks and for callbacks, writes what could not be
//! written without waiting, and sees to deadlines of tasks. It is started when one of these is first needed.

use crate::connection::timespec;
use crate::worker::Worker;
use rustix::event::{PollFd, PollFlags};
use std::sync::{Once, Weak};
use std::time::{Duration, Instant};

/// How long it leaves reading to a thread that is at it, before it looks again. It costs a busy thread nothing that way, and a call
/// of a callback from nowhere at most this long.
const REST: Duration = Duration::from_millis(5);

#[derive(Debug)]
pub(crate) struct Service {
    started: Once,
}

impl Service {
    pub(crate) const fn new() -> Self {
        Self { started: Once::new() }
    }

    /// Starts it, unless it runs already.
    pub(crate) fn start(&self, worker: &Weak<Worker>) {
        self.started.call_once(|| {
            let worker = Weak::clone(worker);
            let serve = move || serve(&worker);
            // Without threads, tasks would wait for ever; the system is at its end then.
            let started = std::thread::Builder::new().name("snakebridge-service".to_owned()).spawn(serve);
            drop(started.expect("a thread can be started"));
        });
    }
}

fn serve(worker: &Weak<Worker>) {
    let mut resting = false;
    let mut backlog = false;
    // The connection outlives the worker here, so that its end is not waited for.
    let Some(connection) = worker.upgrade().map(|worker| worker.connection()) else { return };
    let Some(bell) = connection.bell.listen() else { return };
    loop {
        let due = match worker.upgrade() {
            // Another found out by writing. What was answered before is read, and who waits for more is told.
            Some(worker) if worker.is_over() && connection.end_for_others(&*worker) => return,
            Some(worker) if worker.is_over() => {
                resting = true;
                None
            }
            Some(worker) => worker.see_to_timers(Instant::now()),
            None => return,
        };
        let rest = resting.then(|| Instant::now() + REST);
        let until = [due, rest].into_iter().flatten().min();
        let mut awaited = vec![PollFd::from_borrowed_fd(bell, PollFlags::IN)];
        if !resting {
            awaited.push(PollFd::new(connection.replies(), PollFlags::IN));
        }
        if backlog {
            awaited.push(PollFd::new(connection.requests(), PollFlags::OUT));
        }
        let timeout = until.map(|until| timespec(until.saturating_duration_since(Instant::now())));
        // An interrupted poll is as good as one that is over: everything is looked at anew.
        let _ready = rustix::event::poll(&mut awaited, timeout.as_ref());
        let came = !resting && !awaited[1].revents().is_empty();
        if !awaited[0].revents().is_empty() {
            connection.bell.hush();
        }
        backlog = connection.send_backlog();
        resting = false;
        if came {
            let Some(worker) = worker.upgrade() else { return };
            match connection.read_for_others(&*worker) {
                Ok(read) => resting = !read,
                Err(severed) => {
                    worker.note_end(severed);
                    return;
                }
            }
        }
    }
}
