//! A bell that wakes the thread that polls it.

use rustix::pipe::PipeFlags;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;

/// Made when somebody first listens; ringing it before is ringing it for nobody.
#[derive(Debug, Default)]
pub(crate) struct Bell(OnceLock<Option<(OwnedFd, OwnedFd)>>);

impl Bell {
    /// What to poll for reading; none if the system has no more descriptors.
    pub(crate) fn listen(&self) -> Option<BorrowedFd<'_>> {
        let pipe =
            self.0.get_or_init(|| rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).ok());
        pipe.as_ref().map(|(heard, _)| heard.as_fd())
    }

    pub(crate) fn ring(&self) {
        if let Some(Some((_, rope))) = self.0.get() {
            // A full pipe rings already.
            let _rings_already = rustix::io::write(rope, &[0]);
        }
    }

    /// Makes it silent again.
    pub(crate) fn hush(&self) {
        if let Some(Some((heard, _))) = self.0.get() {
            let mut rings = [0; 64];
            while matches!(rustix::io::read(heard, &mut rings), Ok(count) if count == rings.len()) {}
        }
    }
}
