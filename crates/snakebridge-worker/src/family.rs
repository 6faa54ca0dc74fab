//! [`Family`]: a worker's descendants, wherever they have gone.
//!
//! What a worker starts is in its process group, unless it has left for a group or a session of its own. The kernel does not tell whose it was
//! when its parents are gone, but every process hands its environment on: a mark in it tells.

use std::ffi::{OsStr, OsString};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// The name of the mark.
const NAME: &str = "SNAKEBRIDGE_WORKER";
/// Times to look for descendants that were made while others were ended.
#[cfg(target_os = "linux")]
const ROUNDS: usize = 16;

/// What the marks of all workers of this program begin with.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // Process ids come again; the time tells programs of the same id apart.
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        format!("{}-{time:x}-", std::process::id())
    })
}

/// What is in the environment of all workers of this program, and of their descendants.
#[cfg(target_os = "linux")]
pub(crate) fn entry_of_all() -> String {
    format!("{NAME}={}", program())
}

/// All processes that descend from one worker and have kept the environment they were given.
#[derive(Debug)]
pub(crate) struct Family {
    mark: OsString,
}

impl Family {
    /// One that no process belongs to yet.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self { mark: format!("{}{number}", program()).into() }
    }

    /// The variable in the environment of all of them.
    pub(crate) fn variable(&self) -> (&OsStr, &OsStr) {
        (OsStr::new(NAME), &self.mark)
    }

    /// Ends those that are left, the worker having ended.
    #[cfg(target_os = "linux")]
    pub(crate) fn end(&self) {
        use std::os::unix::ffi::OsStrExt;
        let entry = [NAME.as_bytes(), b"=", self.mark.as_bytes()].concat();
        for _ in 0..ROUNDS {
            if linux::end_all(&entry) == 0 {
                break;
            }
        }
    }

    /// Elsewhere only the group is known.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn end(&self) {}
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

    /// Ends all processes with this in their environment; how many were alive.
    pub(super) fn end_all(entry: &[u8]) -> usize {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = processes.filter_map(|process| process.file_name().to_str()?.parse::<i32>().ok());
        pids.filter_map(Pid::from_raw).filter(|pid| end(*pid, entry)).count()
    }

    fn end(pid: Pid, entry: &[u8]) -> bool {
        if !has(pid, entry) {
            return false;
        }
        // The process may have ended meanwhile and its id be another's: what is open stands for one process for ever.
        let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) else { return false };
        has(pid, entry) && pidfd_send_signal(&process, Signal::KILL).is_ok()
    }

    /// What has ended has no environment, even if it was not waited for.
    fn has(pid: Pid, entry: &[u8]) -> bool {
        let environment = std::fs::read(format!("/proc/{}/environ", pid.as_raw_pid())).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|found| found == entry)
    }
}
