//! The baseline of a round trip: a Python peer that sends back the 32 bytes it gets over a socket pair, and nothing else.

use crate::{Outcome, each, processors};
use rustix::io::FdFlags;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

/// What it is called in a table.
pub const NAME: &str = "echo of 32 bytes";

const PEER: &str = "
import socket, sys
peer = socket.socket(fileno=int(sys.argv[1]))
buffer = bytearray(32)
while peer.recv_into(buffer):
    peer.sendall(buffer)
";

/// A running peer.
#[derive(Debug)]
pub struct Echo {
    socket: UnixStream,
    peer: Child,
}

impl Echo {
    /// Starts the peer with this interpreter.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(python: &Path) -> io::Result<Self> {
        let (ours, theirs) = UnixStream::pair()?;
        let theirs = OwnedFd::from(theirs);
        let mut command = Command::new(python);
        command.args(["-c", PEER, &theirs.as_raw_fd().to_string()]);
        // SAFETY: one async-signal-safe system call between fork and exec, nothing else.
        unsafe { command.pre_exec(move || Ok(rustix::io::fcntl_setfd(&theirs, FdFlags::empty())?)) };
        Ok(Self { socket: ours, peer: command.spawn()? })
    }

    /// The peer's process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.peer.id()
    }

    /// One round trip of 32 bytes.
    ///
    /// # Errors
    /// When the peer has ended.
    pub fn round_trip(&mut self) -> io::Result<()> {
        let mut bytes = [7; 32];
        self.socket.write_all(&bytes)?;
        self.socket.read_exact(&mut bytes)
    }

    /// What one of `count` round trips takes with both on one processor, as long as they take.
    ///
    /// # Errors
    /// When the peer has ended.
    pub fn alone(&mut self, count: u32) -> Outcome<Duration> {
        let _together = processors::together(&[std::process::id(), self.pid()])?;
        each(count, || Ok(self.round_trip()?))()
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        // It ends by itself when its socket does; this is for the case that it cannot.
        let _ended = self.peer.kill();
        let _reaped = self.peer.wait();
    }
}
