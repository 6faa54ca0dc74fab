//! [`Later`]: what a thread makes, for a task that waits for it.

use crate::{Error, Result};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// What a thread makes, for a task that waits for it.
pub(crate) struct Later<T>(Arc<Mutex<State<T>>>);

enum State<T> {
    Waiting(Option<Waker>),
    Made(T),
    Taken,
}

impl<T: Send + 'static> Later<Result<T>> {
    /// Starts a thread for it.
    pub(crate) fn spawn(make: impl FnOnce() -> Result<T> + Send + 'static) -> Result<Self> {
        let later = Self(Arc::new(Mutex::new(State::Waiting(None))));
        let maker = Self(Arc::clone(&later.0));
        let thread = std::thread::Builder::new().name("snakebridge-start".to_owned()).spawn(move || {
            let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(make));
            maker.made(made.unwrap_or_else(|panic| Err(Error::panicked(&*panic))));
        });
        match thread {
            Ok(_) => Ok(later),
            Err(error) => {
                let what = format!("the thread that starts a worker cannot be started: {error}");
                Err(Error::environment(what, "see how many threads the system allows"))
            }
        }
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
