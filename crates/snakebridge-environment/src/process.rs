//! Running a command to its end, line by line.

use serde::de::DeserializeOwned;
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// The start of the one line of a script's output that is its answer; a Python may print other things at its start.
const TAG: &str = "snakebridge:";

/// What a command left behind.
#[derive(Debug)]
pub(crate) struct Finished {
    /// `None` when it ran out of time and was killed.
    pub(crate) status: Option<ExitStatus>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    pub(crate) fn success(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }

    /// The answer of one of our scripts.
    pub(crate) fn answer<T: DeserializeOwned>(&self) -> Option<T> {
        self.stdout.lines().find_map(|line| serde_json::from_str(line.strip_prefix(TAG)?).ok())
    }

    /// The last thing said that is not blank, on stderr if there is any.
    pub(crate) fn last_words(&self) -> String {
        let last =
            |text: &str| text.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
        last(&self.stderr).or_else(|| last(&self.stdout)).unwrap_or_else(|| match self.status {
            Some(status) => status.to_string(),
            None => "out of time".to_owned(),
        })
    }
}

#[derive(Clone, Copy)]
enum Channel {
    Out,
    Error,
}

enum Event {
    Line(Channel, String),
    End,
}

#[cfg(test)]
thread_local! {
    /// How many commands this thread has run.
    pub(crate) static STARTED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Runs a command, and gives each line it writes to `on_line` as it comes. After `limit` it is killed.
pub(crate) fn run(
    command: &mut Command,
    limit: Option<Duration>,
    on_line: &mut dyn FnMut(&str),
) -> io::Result<Finished> {
    #[cfg(test)]
    STARTED.set(STARTED.get() + 1);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let deadline = limit.map(|limit| Instant::now() + limit);
    let (sender, receiver) = mpsc::channel();
    let out = child.stdout.take().expect("stdout was piped");
    let error = child.stderr.take().expect("stderr was piped");
    forward(out, Channel::Out, sender.clone());
    forward(error, Channel::Error, sender);

    let (mut stdout, mut stderr, mut open) = (String::new(), String::new(), 2);
    while open > 0 {
        // Without a deadline, an hour: a command that is silent for so long is asked for again.
        let patience =
            deadline.map_or(Duration::from_secs(3600), |at| at.saturating_duration_since(Instant::now()));
        match receiver.recv_timeout(patience) {
            Ok(Event::Line(channel, line)) => {
                on_line(line.trim_end());
                match channel {
                    Channel::Out => stdout.push_str(&line),
                    Channel::Error => stderr.push_str(&line),
                }
            }
            Ok(Event::End) => open -= 1,
            Err(RecvTimeoutError::Timeout) if deadline.is_none() => {}
            Err(_) => {
                child.kill()?;
                child.wait()?;
                return Ok(Finished { status: None, stdout, stderr });
            }
        }
    }
    Ok(Finished { status: Some(child.wait()?), stdout, stderr })
}

/// Sends what a pipe delivers until it closes. A thread that nobody listens to any more ends with its pipe.
fn forward(pipe: impl Read + Send + 'static, channel: Channel, sender: Sender<Event>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).into_owned();
            if sender.send(Event::Line(channel, text)).is_err() {
                return;
            }
            line.clear();
        }
        // The receiver may have given up at its deadline.
        let _ = sender.send(Event::End);
    });
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn lines_arrive_and_streams_are_kept_apart() {
        let mut lines = Vec::new();
        let finished =
            run(&mut shell("echo a; echo b >&2; exit 3"), None, &mut |line| lines.push(line.to_owned()))
                .unwrap();
        lines.sort();
        assert_eq!(lines, ["a", "b"]);
        assert_eq!((finished.stdout.as_str(), finished.stderr.as_str()), ("a\n", "b\n"));
        assert_eq!(finished.status.unwrap().code(), Some(3));
        assert_eq!(finished.last_words(), "b");
    }

    #[test]
    fn a_command_that_hangs_is_killed() {
        let began = Instant::now();
        let finished =
            run(&mut shell("exec sleep 60"), Some(Duration::from_millis(200)), &mut |_| {}).unwrap();
        assert!(finished.status.is_none());
        assert!(began.elapsed() < Duration::from_secs(20));
    }
}
