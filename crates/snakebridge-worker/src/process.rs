//! A worker's process: how it is ended, and how it ended.

use crate::family::Family;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use snakebridge_core::WorkerDeath;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// The longest crash report that is read back.
const TRACE_LIMIT: usize = 64 * 1024;

/// A worker process. Dropping it kills the process and its descendants, and leaves no zombie.
#[derive(Debug)]
pub(crate) struct Process {
    /// Also the id of the group that it leads.
    pid: Pid,
    family: Family,
    child: Mutex<Child>,
    ended: OnceLock<ExitStatus>,
    trace: File,
}

impl Process {
    pub(crate) fn new(child: Child, family: Family, trace: File) -> Self {
        Self { pid: Pid::from_child(&child), family, child: Mutex::new(child), ended: OnceLock::new(), trace }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.pid.as_raw_pid().cast_unsigned()
    }

    /// Waits until it has ended, at most so long.
    pub(crate) fn wait(&self, patience: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + patience;
        let mut pause = Duration::from_micros(100);
        loop {
            if let Some(status) = self.reap() {
                return Some(status);
            }
            if Instant::now() >= deadline {
                return None;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(5));
        }
    }

    /// Sends it a signal, unless it has ended.
    pub(crate) fn signal(&self, signal: Signal) {
        // While the lock is held nobody waits for it, so that the pid is not another's.
        let _child = self.lock();
        if self.ended.get().is_none() {
            let _gone = rustix::process::kill_process(self.pid, signal);
        }
    }

    /// Ends it and everything it started, at once.
    pub(crate) fn kill(&self) -> ExitStatus {
        let mut child = self.lock();
        if self.ended.get().is_none() {
            self.kill_group();
            // It may have moved to another group.
            let _gone = child.kill();
        }
        self.finish(&mut child)
    }

    /// How it ended, if it has. What it started and left behind is ended too, while its pid still stands for its group: a process that
    /// has ended keeps its pid until it is waited for.
    fn reap(&self) -> Option<ExitStatus> {
        let mut child = self.lock();
        if self.ended.get().is_none() {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
            let running = matches!(rustix::process::waitid(WaitId::Pid(self.pid), options), Ok(None));
            if running {
                return None;
            }
            self.kill_group();
        }
        Some(self.finish(&mut child))
    }

    fn finish(&self, child: &mut Child) -> ExitStatus {
        *self.ended.get_or_init(|| {
            let status = child.wait();
            // What it left behind elsewhere when it ended in order is meant to live on.
            if !matches!(&status, Ok(status) if status.success()) {
                self.family.end();
            }
            // An error means that somebody else waited for it (a host that waits for all its children); it has ended all the same.
            status.unwrap_or_default()
        })
    }

    fn kill_group(&self) {
        // The group may be gone already, which is what is wanted.
        let _gone = rustix::process::kill_process_group(self.pid, Signal::KILL);
    }

    /// How it ended, for the person who called.
    pub(crate) fn death(&self, status: ExitStatus) -> WorkerDeath {
        WorkerDeath::new(self.pid(), status.code(), status.signal(), self.fault_trace())
    }

    /// What `faulthandler` wrote.
    fn fault_trace(&self) -> String {
        let mut text = vec![0; TRACE_LIMIT];
        let length = self.trace.read_at(&mut text, 0).unwrap_or(0);
        String::from_utf8_lossy(&text[..length]).into_owned()
    }

    fn lock(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
