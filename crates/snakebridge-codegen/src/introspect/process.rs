//! Running a process until it ends or its time is over.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The most of what a process said that is shown.
const SHOWN: usize = 1500;

/// How long it may take until the end of a process is noticed: a probe of a few functions takes twenty times as long.
const LONGEST_PAUSE: Duration = Duration::from_millis(4);

/// How a process ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// By itself.
    Exited { how: String, said: String },
    /// It was killed because its time was over.
    Expired { said: String },
    /// It was killed because one step took too long.
    Stuck { after: Duration, said: String },
}

/// How long one step of a process takes, asked from time to time.
pub(super) trait Steps {
    /// How long the present step may take when it has taken too long, else `None`.
    fn overdue(&mut self) -> Option<Duration>;
}

impl Ended {
    /// The end of what it wrote to stderr.
    pub(super) fn last_words(&self) -> &str {
        let (Self::Exited { said, .. } | Self::Expired { said } | Self::Stuck { said, .. }) = self;
        let said = said.trim();
        let start = said.char_indices().rev().nth(SHOWN).map_or(0, |(index, _)| index);
        said[start..].trim_start()
    }
}

/// Why a process is killed.
enum Verdict {
    Expired,
    Stuck(Duration),
}

/// Runs a command; what it writes to stderr goes through the file `log`.
pub(super) fn run(
    command: &mut Command,
    patience: Duration,
    steps: &mut dyn Steps,
    log: &Path,
) -> io::Result<Ended> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(log)?);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let started = Instant::now();
    let mut child = command.spawn()?;
    let mut pause = Duration::from_millis(1);
    let ended = loop {
        if let Some(status) = child.try_wait()? {
            break Ok(status);
        }
        let is_over = started.elapsed() >= patience;
        let verdict = if is_over { Some(Verdict::Expired) } else { steps.overdue().map(Verdict::Stuck) };
        if let Some(verdict) = verdict {
            kill(&mut child);
            child.wait()?;
            break Err(verdict);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    };
    let said = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
    Ok(match ended {
        Ok(status) => Ended::Exited { how: status.to_string(), said },
        Err(Verdict::Expired) => Ended::Expired { said },
        Err(Verdict::Stuck(after)) => Ended::Stuck { after, said },
    })
}

/// Kills a process and what it started.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Steps that are overdue from the first one on, or never.
    struct Fixed(Option<Duration>);

    impl Steps for Fixed {
        fn overdue(&mut self) -> Option<Duration> {
            self.0
        }
    }

    fn ran(script: &str, patience: Duration, overdue: Option<Duration>) -> Ended {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        run(command.args(["-c", script]), patience, &mut Fixed(overdue), &folder.path().join("log")).unwrap()
    }

    #[test]
    fn a_process_that_ends_tells_how() {
        let ended = ran("echo problem >&2; exit 3", Duration::from_secs(20), None);
        assert_eq!(ended.last_words(), "problem");
        assert!(matches!(ended, Ended::Exited { how, .. } if how.contains('3')));
    }

    #[test]
    fn a_process_that_hangs_is_killed_with_its_children() {
        let started = Instant::now();
        let ended = ran("sleep 30 & wait", Duration::from_millis(100), None);
        assert!(matches!(ended, Ended::Expired { .. }));
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_process_that_is_stuck_is_killed() {
        let ended = ran("sleep 30", Duration::from_secs(20), Some(Duration::from_secs(1)));
        assert!(matches!(ended, Ended::Stuck { after, .. } if after == Duration::from_secs(1)));
    }
}
