//! [`Watch`]: ends a worker that takes too long.

use rustix::process::{Pid, Signal, kill_process};
use snakebridge::{Result, Session};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

/// Watches over a session's worker until it is dropped.
#[derive(Debug)]
pub(crate) struct Watch {
    end: Sender<()>,
    watcher: JoinHandle<bool>,
}

impl Watch {
    pub(crate) fn over(session: &Session, patience: Duration) -> Result<Self> {
        let facts = session.facts()?;
        let process = facts.iter().find(|(name, _)| *name == "process").and_then(|(_, pid)| pid.parse().ok());
        let process: Option<Pid> = process.and_then(Pid::from_raw);
        let (end, ended) = channel();
        let (begins, has_begun) = channel::<()>();
        let watcher = spawn(move || {
            drop(begins);
            let late = ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
            if let (true, Some(process)) = (late, process) {
                let _gone_already = kill_process(process, Signal::KILL);
            }
            late
        });
        // A thread that begins at the moment in which its process is sent a SIGSEGV, as a case does, waits for ever within Rust's own
        // set-up of threads.
        let _it_has = has_begun.recv();
        Ok(Self { end, watcher })
    }

    /// Ends the watch; whether it ended the worker.
    pub(crate) fn ended_it(self) -> bool {
        drop(self.end);
        self.watcher.join().unwrap_or(false)
    }
}
