//! What it takes to start a worker: interpreter, adapter, environment.

use crate::family::Family;
use crate::nursery;
use crate::segments::Segments;
use rustix::io::FdFlags;
use rustix::net::{AddressFamily, SocketFlags, SocketType};
use rustix::process::{Pid, Resource, Rlimit, Signal, setrlimit};
use snakebridge_core::{Error, Result, Settings};
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Bytes that a worker can write ahead (`/proc/sys/fs/pipe-max-size` is this much by default).
#[cfg(target_os = "linux")]
const REPLY_CAPACITY: usize = 1 << 20;

/// How the workers of one engine are started.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    /// The interpreter. Not resolved through links: a virtual environment is known by the path it is called by (PEP 405).
    pub(crate) python: PathBuf,
    /// Why this one, for people.
    pub(crate) reason: String,
    pub(crate) settings: Settings,
    /// The folder with the Python side of SnakeBridge.
    pub(crate) adapter: PathBuf,
}

/// A worker process that has been started and not spoken to.
pub(crate) struct Launched {
    pub(crate) child: Child,
    /// The process and its descendants.
    pub(crate) family: Family,
    /// Where requests go.
    pub(crate) requests: OwnedFd,
    /// Where replies come from; reading it does not block.
    pub(crate) replies: OwnedFd,
    /// Where requests to be cancelled are named; writing to it does not block.
    pub(crate) cancels: OwnedFd,
    /// What memory is shared through.
    pub(crate) segments: Option<Segments>,
    /// Where the worker's `faulthandler` writes.
    pub(crate) trace: File,
}

/// The descriptors of the worker.
struct Inherited {
    requests: OwnedFd,
    replies: OwnedFd,
    cancelled: OwnedFd,
    share: Option<OwnedFd>,
    faults: OwnedFd,
}

impl Inherited {
    /// Each with its option on the command line.
    fn all(&self) -> impl Iterator<Item = (&'static str, &OwnedFd)> {
        let always = [
            ("--fd", &self.requests),
            ("--reply-fd", &self.replies),
            ("--cancel-fd", &self.cancelled),
            ("--fault-fd", &self.faults),
        ];
        always.into_iter().chain(self.share.iter().map(|share| ("--share-fd", share)))
    }
}

impl Launch {
    pub(crate) fn start(&self) -> Result<Launched> {
        let trace = tempfile::tempfile().map_err(|error| {
            let what = format!("cannot make a temporary file for crash reports: {error}");
            Error::environment(
                what,
                "see to it that the folder for temporary files can be written to (`TMPDIR`)",
            )
        })?;
        let cannot = |error: io::Error| {
            let what = format!("cannot start `{}`: {error}", self.python.display());
            Error::environment(what, "name another interpreter, for example with `SNAKEBRIDGE_PYTHON`")
        };
        let (ours, theirs) =
            rustix::net::socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
                .map_err(|errno| cannot(errno.into()))?;
        let (replies, answers) = reply_pipe().map_err(cannot)?;
        let (cancelled, cancels) = cancel_pipe().map_err(cannot)?;
        let (segments, share) = share().map_err(cannot)?.unzip();
        let faults = trace.try_clone().map_err(cannot)?.into();
        let inherited = Inherited { requests: theirs, replies: answers, cancelled, share, faults };
        let family = Family::new();
        #[cfg(target_os = "linux")]
        crate::guardian::post();
        let child = nursery::spawn(self.command(inherited, &family)).map_err(cannot)?;
        Ok(Launched { child, family, requests: ours, replies, cancels, segments, trace })
    }

    /// The command owns the worker's descriptors, so that this side has none of them left once the process runs.
    fn command(&self, inherited: Inherited, family: &Family) -> Command {
        let (mark, value) = family.variable();
        let mut command = Command::new(&self.python);
        command
            // Naming the file itself saves CPython 3.9 a look through its import system.
            .arg(self.adapter.join("__main__.py"))
            .arg("worker")
            .args(inherited.all().flat_map(|(name, fd)| [name.to_owned(), fd.as_raw_fd().to_string()]))
            .stdin(Stdio::null())
            .envs(self.settings.env.iter().map(|(name, value)| (name, value)))
            .env(mark, value)
            // A group of its own: Ctrl-C in a terminal is the host's to handle.
            .process_group(0);
        // What is set for Python wins over what is kept from it.
        for name in &self.settings.env_remove {
            if !self.settings.env.iter().any(|(set, _)| set == name) {
                command.env_remove(name);
            }
        }
        if let Some(folder) = &self.settings.current_dir {
            command.current_dir(folder);
        }
        let host = rustix::process::getpid();
        let memory_limit = self.settings.memory_limit;
        let inherit = move || {
            for (_, fd) in inherited.all() {
                rustix::io::fcntl_setfd(fd, FdFlags::empty())?;
            }
            memory_limit.map_or(Ok(()), limit_memory)?;
            die_with(host)
        };
        // SAFETY: between fork and exec only async-signal-safe system calls are made, nothing is allocated or locked.
        unsafe { command.pre_exec(inherit) };
        command
    }
}

/// The pipe of the replies: the end to read, which does not block, and the end to write.
fn reply_pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (replies, answers) = io::pipe()?;
    let (replies, answers) = (OwnedFd::from(replies), OwnedFd::from(answers));
    rustix::io::ioctl_fionbio(&replies, true)?;
    // As much as an unprivileged process may have; with less, large replies only take more turns.
    #[cfg(target_os = "linux")]
    let _smaller = rustix::pipe::fcntl_setpipe_size(&replies, REPLY_CAPACITY);
    Ok((replies, answers))
}

/// The pipe on which requests are cancelled: the end to read and the end to write; neither blocks.
fn cancel_pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (cancelled, cancels) = io::pipe()?;
    let (cancelled, cancels) = (OwnedFd::from(cancelled), OwnedFd::from(cancels));
    rustix::io::ioctl_fionbio(&cancelled, true)?;
    rustix::io::ioctl_fionbio(&cancels, true)?;
    Ok((cancelled, cancels))
}

/// Holds this process and its descendants, each by itself, to so many bytes of address space.
fn limit_memory(bytes: u64) -> io::Result<()> {
    let bytes = match rustix::process::getrlimit(Resource::As).maximum {
        Some(most) => bytes.min(most),
        None => bytes,
    };
    Ok(setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) })?)
}

/// The socket that segments are passed through, where there can be any.
#[cfg(target_os = "linux")]
fn share() -> io::Result<Option<(Segments, OwnedFd)>> {
    Segments::pair().map(Some)
}

#[cfg(not(target_os = "linux"))]
fn share() -> io::Result<Option<(Segments, OwnedFd)>> {
    Ok(None)
}

/// Asks the kernel to end this process when the host does; see `nursery` for what that means for threads.
#[cfg(target_os = "linux")]
fn die_with(host: Pid) -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    match rustix::process::getppid() {
        Some(parent) if parent == host => Ok(()),
        // The host ended before the kernel knew whom to watch.
        _ => Err(rustix::io::Errno::SRCH.into()),
    }
}

/// Elsewhere the worker notices the end of its socket.
#[cfg(not(target_os = "linux"))]
fn die_with(_host: Pid) -> io::Result<()> {
    let _only_linux_signals: Signal = Signal::KILL;
    Ok(())
}
