//! The thread that starts worker processes.
//!
//! Linux sends the parent-death signal when the *thread* that forked ends (`prctl(2)`, `PR_SET_PDEATHSIG`), so a worker that a
//! short-lived thread started would die with it. All workers are children of this one thread, which lives as long as the program.

use std::io;
use std::process::{Child, Command};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};

struct Birth {
    command: Command,
    born: Sender<io::Result<Child>>,
}

/// Starts a process as a child of the nursery's thread.
pub(crate) fn spawn(command: Command) -> io::Result<Child> {
    static NURSERY: Mutex<Option<Sender<Birth>>> = Mutex::new(None);
    let (born, child) = channel();
    {
        let mut nursery = NURSERY.lock().unwrap_or_else(PoisonError::into_inner);
        let births = match &*nursery {
            Some(births) => births,
            None => nursery.insert(open()?),
        };
        births.send(Birth { command, born }).map_err(|_| gone())?;
    }
    child.recv().map_err(|_| gone())?
}

fn open() -> io::Result<Sender<Birth>> {
    let (births, requests) = channel::<Birth>();
    std::thread::Builder::new().name("snakebridge-nursery".to_owned()).spawn(move || {
        for Birth { mut command, born } in requests {
            // Who asked may have gone meanwhile; the child then sees the end of its socket and leaves.
            let _unheard = born.send(command.spawn());
        }
    })?;
    Ok(births)
}

fn gone() -> io::Error {
    io::Error::other("the thread that starts workers is gone")
}
