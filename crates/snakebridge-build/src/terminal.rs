//! Progress that a person sees while it happens.

use std::fmt::Display;
use std::fs::{File, OpenOptions};
use std::io::Write as _;

/// Where progress goes. Cargo keeps what a build script prints for itself, and shows its warnings only when it has ended, and again at
/// every later build. An installation takes minutes at times, so it is told to the terminal directly, if there is one.
pub(crate) struct Terminal(Option<File>);

impl Terminal {
    pub(crate) fn open() -> Self {
        Self(OpenOptions::new().write(true).open("/dev/tty").ok())
    }

    /// One line; also on standard error, which Cargo shows with `-vv` or when the build fails.
    pub(crate) fn show(&mut self, progress: &impl Display) {
        eprintln!("{progress}");
        let shown = self.0.as_mut().map(|terminal| writeln!(terminal, " SnakeBridge {progress}"));
        if shown.is_some_and(|written| written.is_err()) {
            self.0 = None;
        }
    }
}
