//! The guardian: a shell that waits for the end of the program and ends what the workers have left behind.
//!
//! When a program is killed, the kernel ends its workers (`die_with`), but not what they have started, which may ignore the end of every
//! pipe. Nobody in the program can see to that any more, so somebody outside does: a process that holds the other end of a pipe.

use crate::family;
use std::io::{PipeWriter, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// What says that the program ends in order; the pipe's end without it says that the program was killed.
const RELIEF: &[u8] = b"bye\n";

/// `$1` is what is in the environment of all workers and what they started.
const SCRIPT: &str = r#"
trap '' HUP INT QUIT TERM
read -r word
[ "$word" = bye ] && exit
for round in 1 2 3 4 5 6 7 8; do
    found=
    for file in $(grep -laFe "$1" /proc/[0-9]*/environ); do
        pid=${file#/proc/}
        kill -9 "${pid%/environ}"
        found=yes
    done
    [ "$found" ] || exit
done
"#;

static POST: OnceLock<Option<Mutex<PipeWriter>>> = OnceLock::new();

/// Posts the guardian before the first worker starts. Where there is no shell there is none.
pub(crate) fn post() {
    POST.get_or_init(|| {
        let (orders, relief) = std::io::pipe().ok()?;
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", SCRIPT, "snakebridge-guardian"])
            .arg(family::entry_of_all())
            .current_dir("/")
            .stdin(orders)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let leave = || {
            rustix::process::setsid()?;
            Ok(())
        };
        // SAFETY: between fork and exec one system call is made, nothing is allocated or locked.
        unsafe { command.pre_exec(leave) };
        // It is waited for by whoever inherits it from this process.
        command.spawn().ok().map(|_child| Mutex::new(relief))
    });
}

/// The program ends, and the workers with it.
pub(crate) fn relieve() {
    if let Some(Some(relief)) = POST.get() {
        let mut relief = relief.lock().unwrap_or_else(PoisonError::into_inner);
        let _gone = relief.write_all(RELIEF);
    }
}
