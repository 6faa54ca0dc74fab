//! A program that measures itself: one of `benches/peers`.

use crate::Outcome;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Where those in Python and their modules are.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/python");

/// A running program. It is told an exercise and how often to do it, and answers with the nanoseconds that took.
#[derive(Debug)]
pub struct Peer {
    program: Child,
    orders: Option<ChildStdin>,
    times: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts a program in Python with this interpreter.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(python: &Path, program: &str) -> Outcome<Self> {
        let mut command = Command::new(python);
        command.arg(Path::new(FOLDER).join(program));
        Self::spawn(command)
    }

    /// Starts a program that is linked to the libpython in this folder.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_linked(program: &Path, libraries: &Path) -> Outcome<Self> {
        let mut command = Command::new(program);
        command
            .env(if cfg!(target_os = "macos") { "DYLD_LIBRARY_PATH" } else { "LD_LIBRARY_PATH" }, libraries);
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Outcome<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = command.spawn()?;
        let orders = program.stdin.take();
        let times = BufReader::new(program.stdout.take().ok_or("its output is a pipe")?);
        Ok(Self { program, orders, times })
    }

    /// What one exercise takes, done `count` times.
    ///
    /// # Errors
    /// When there is no such exercise or the program has failed; it says more on stderr.
    pub fn time(&mut self, exercise: &str, count: u32) -> Outcome<Duration> {
        let orders = self.orders.as_mut().ok_or("it is running")?;
        writeln!(orders, "{exercise} {count}")?;
        let mut answer = String::new();
        self.times.read_line(&mut answer)?;
        let nanoseconds = answer.trim().parse().map_err(|_| format!("the peer could not do `{exercise}`"))?;
        Ok(Duration::from_nanos(nanoseconds) / count)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // The end of its input ends it, and it ends what it has started itself.
        drop(self.orders.take());
        let _reaped = self.program.wait();
    }
}
