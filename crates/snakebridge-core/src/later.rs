//! [`Later`]: what a thread makes, for a task that waits for it.

use crate::{Error, Result};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// How many threads may make things at once; what is more waits for one of them.
const THREADS: usize = 64;

/// What a thread makes, for a task that waits for it.
pub(crate) struct Later<T>(Arc<Mutex<State<T>>>);

enum State<T> {
    Waiting(Option<Waker>),
    Made(T),
    Taken,
}

impl<T: Send + 'static> Later<Result<T>> {
    /// Has a thread make it.
    pub(crate) fn spawn(make: impl FnOnce() -> Result<T> + Send + 'static) -> Result<Self> {
        let later = Self(Arc::new(Mutex::new(State::Waiting(None))));
        let maker = Self(Arc::clone(&later.0));
        let job = move || {
            let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(make));
            maker.made(made.unwrap_or_else(|panic| Err(Error::panicked(&*panic))));
        };
        Makers::queue(Box::new(job)).map(|()| later)
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// The threads that make things: as many as there is to do, up to a limit, and none where there is nothing.
struct Makers {
    jobs: VecDeque<Job>,
    threads: usize,
}

static MAKERS: Mutex<Makers> = Mutex::new(Makers { jobs: VecDeque::new(), threads: 0 });

impl Makers {
    fn queue(job: Job) -> Result<()> {
        let mut makers = Self::lock();
        makers.jobs.push_back(job);
        if makers.threads == THREADS {
            return Ok(());
        }
        let thread = std::thread::Builder::new().name("snakebridge-start".to_owned()).spawn(Self::work);
        match thread {
            Ok(_) => makers.threads += 1,
            // Those that there are will do.
            Err(_) if makers.threads > 0 => {}
            Err(error) => {
                makers.jobs.pop_back();
                let what = format!("the thread that starts a worker cannot be started: {error}");
                return Err(Error::environment(what, "see how many threads the system allows"));
            }
        }
        Ok(())
    }

    fn work() {
        while let Some(job) = Self::next() {
            job();
        }
    }

    fn next() -> Option<Job> {
        let mut makers = Self::lock();
        let job = makers.jobs.pop_front();
        if job.is_none() {
            makers.threads -= 1;
        }
        job
    }

    fn lock() -> MutexGuard<'static, Self> {
        MAKERS.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Later<T> {
    fn made(&self, made: T) {
        let before = std::mem::replace(&mut *self.lock(), State::Made(made));
        if let State::Waiting(Some(waker)) = before {
            waker.wake();
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<T> {
        let mut state = self.lock();
        match std::mem::replace(&mut *state, State::Taken) {
            State::Made(made) => Poll::Ready(made),
            State::Waiting(_) | State::Taken => {
                *state = State::Waiting(Some(context.waker().clone()));
                Poll::Pending
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
