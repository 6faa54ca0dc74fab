//! The first words of a worker, and what it means if they do not come.

use super::END_PATIENCE;
use crate::connection::{Connection, Severed};
use crate::handshake::Hello;
use crate::launch::Launch;
use crate::process::Process;
use rustix::event::{PollFd, PollFlags, Timespec};
use snakebridge_core::engine::{MadeFor, Mismatch};
use snakebridge_core::{Error, Result};
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

/// How long a worker may take to say hello: a cold disk is slow, a deadlocked `sitecustomize` for ever.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// Waits for the worker's hello, and says what is wrong if it does not come.
pub(super) fn greet(connection: &Connection, process: &Process, launch: &Launch) -> Result<Hello> {
    let python = launch.python.display();
    let fix = "run it by hand to see why, or name another interpreter (`SNAKEBRIDGE_PYTHON`)";
    let mut awaited = [PollFd::new(connection.replies(), PollFlags::IN)];
    let patience = Timespec { tv_sec: START_PATIENCE.as_secs() as i64, tv_nsec: 0 };
    let ready = retry_on_intr(|| rustix::event::poll(&mut awaited, Some(&patience)));
    if ready == Ok(0) {
        process.kill();
        let what = format!("`{python}` did not get ready within {} seconds", START_PATIENCE.as_secs());
        return Err(Error::environment(what, fix));
    }
    match connection.receive_first() {
        Ok(frame) => Hello::read(&frame).map_err(Error::Protocol),
        Err(Severed::Garbled(message)) => Err(Error::Protocol(message)),
        Err(Severed::Ended) => {
            let status = process.wait(END_PATIENCE).unwrap_or_else(|| process.kill());
            // Somebody has killed it, or it has crashed: that says nothing about the interpreter.
            if status.signal().is_some() {
                return Err(Error::WorkerDied(Box::new(process.death(status))));
            }
            let what = format!("`{python}` did not start ({status}); what it said is on standard error");
            Err(Error::environment(
                what,
                "SnakeBridge needs CPython 3.9 or newer; name another interpreter (`SNAKEBRIDGE_PYTHON`)",
            ))
        }
    }
}

/// The libraries that the interpreter has in another version than their wrappers were made for, by what lies in the folders
/// that it searches: it is not asked, and imports nothing for this.
pub(super) fn mismatches(launch: &Launch, hello: &Hello) -> Vec<Mismatch> {
    let folders = launch.settings.search_path.iter().chain(&hello.path).cloned().collect();
    let installations = snakebridge_environment::Installations::in_folders(folders);
    MadeFor::compare(|made_for| installations.other_version(made_for.distribution, made_for.version))
}

fn retry_on_intr<T>(mut call: impl FnMut() -> rustix::io::Result<T>) -> rustix::io::Result<T> {
    loop {
        match call() {
            Err(rustix::io::Errno::INTR) => {}
            other => return other,
        }
    }
}
