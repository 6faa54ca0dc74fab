//! [`Tasks`]: runs what is to be awaited, on a few threads.

use snakebridge_core::{Error, Result};
use std::collections::VecDeque;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};

/// Terms may nest [`DEPTH`](crate::etf::DEPTH) deep, and are read, written and dropped by recursion. Only what is used of it takes memory.
pub(super) const STACK: usize = 64 << 20;

/// Tasks that can go on, and the threads that see to it.
pub(super) struct Tasks {
    ready: Mutex<Ready>,
    filled: Condvar,
}

#[derive(Default)]
struct Ready {
    tasks: VecDeque<Arc<Task>>,
    stopped: bool,
}

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Something that is awaited.
pub(super) struct Task {
    future: Mutex<Option<Work>>,
    queued: AtomicBool,
    tasks: Weak<Tasks>,
}

impl Tasks {
    /// With as many threads as there is use for: they write and read values, and wait for nothing but the host.
    pub(super) fn start() -> Result<Arc<Self>> {
        let tasks = Arc::new(Self { ready: Mutex::default(), filled: Condvar::new() });
        let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        for _ in 0..threads {
            let worker = Arc::clone(&tasks);
            let thread = std::thread::Builder::new().name("serve-task".to_owned()).stack_size(STACK);
            thread.spawn(move || worker.run()).map_err(no_thread)?;
        }
        Ok(tasks)
    }

    /// Begins to await it, on this thread as far as it goes without waiting.
    pub(super) fn spawn(
        self: &Arc<Self>,
        task: &Arc<Task>,
        future: impl Future<Output = ()> + Send + 'static,
    ) {
        *lock(&task.future) = Some(Box::pin(future));
        task.go_on();
    }

    /// A task that has nothing to do yet.
    pub(super) fn prepare(self: &Arc<Self>) -> Arc<Task> {
        Arc::new(Task {
            future: Mutex::new(None),
            queued: AtomicBool::new(false),
            tasks: Arc::downgrade(self),
        })
    }

    fn run(&self) {
        loop {
            let task = {
                let mut ready = lock(&self.ready);
                loop {
                    if ready.stopped {
                        return;
                    }
                    if let Some(task) = ready.tasks.pop_front() {
                        break task;
                    }
                    ready = self.filled.wait(ready).unwrap_or_else(PoisonError::into_inner);
                }
            };
            task.go_on();
        }
    }

    /// Ends the threads, and leaves what they have not done.
    pub(super) fn stop(&self) {
        let left = {
            let mut ready = lock(&self.ready);
            ready.stopped = true;
            std::mem::take(&mut ready.tasks)
        };
        self.filled.notify_all();
        drop(left);
    }
}

impl Task {
    fn go_on(self: &Arc<Self>) {
        self.queued.store(false, Ordering::Release);
        let mut future = lock(&self.future);
        let Some(waiting) = &mut *future else { return };
        let waker = Waker::from(Arc::clone(self));
        let mut context = Context::from_waker(&waker);
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| waiting.as_mut().poll(&mut context)));
        if !matches!(polled, Ok(Poll::Pending)) {
            // Dropped after the lock: what it owns may wake it.
            let over = future.take();
            drop(future);
            drop(over);
        }
    }

    /// Gives it up: it is dropped, here or by whoever is at it.
    pub(super) fn abort(&self) {
        let given_up = lock(&self.future).take();
        drop(given_up);
    }
}

/// Goes on later, on a thread of its own: whoever wakes it may hold locks.
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, Ordering::AcqRel) {
            return;
        }
        let Some(tasks) = self.tasks.upgrade() else { return };
        let mut ready = lock(&tasks.ready);
        if !ready.stopped {
            ready.tasks.push_back(self);
            drop(ready);
            tasks.filled.notify_one();
        }
    }
}

/// Why there is a thread less than is needed.
pub(super) fn no_thread(error: std::io::Error) -> Error {
    Error::environment(
        format!("a thread cannot be started: {error}"),
        "see how many threads the system allows",
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
