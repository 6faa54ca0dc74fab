//! Compiling a scratch crate: one Cargo at a time, until it ends or its time is over.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// The lines of the compiler that are shown.
const SHOWN: usize = 12;

/// Cargo, for scratch crates that share one target folder.
pub(crate) struct Compiler<'a> {
    pub(crate) target: &'a Path,
    pub(crate) patience: Duration,
    pub(crate) one_at_a_time: Mutex<()>,
}

impl Compiler<'_> {
    /// Runs `cargo check`, or another command, on the crate in `folder`; gives the seconds that it took, or the first errors.
    pub(crate) fn run(&self, command: &str, folder: &Path) -> Result<f64, String> {
        let _turn = self.one_at_a_time.lock().map_err(|_| "another compilation panicked".to_owned())?;
        let log = folder.join(format!("{command}.log"));
        let output = File::create(&log).map_err(|error| error.to_string())?;
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args([command, "--quiet", "--message-format=short", "--manifest-path"]);
        cargo.arg(folder.join("Cargo.toml")).env("CARGO_TARGET_DIR", self.target).env_remove("RUSTFLAGS");
        // Nothing is compiled twice, and incremental state of crates this size fills disks.
        cargo.env("CARGO_INCREMENTAL", "0");
        if command == "doc" {
            cargo.arg("--no-deps");
        }
        cargo.stdin(Stdio::null()).stdout(Stdio::null()).stderr(output);
        let started = Instant::now();
        let ended = self.wait(cargo)?;
        let seconds = started.elapsed().as_secs_f64();
        let said = fs::read_to_string(&log).unwrap_or_default();
        match ended {
            Some(true) => Ok(seconds),
            Some(false) => Err(first_errors(&said)),
            None => Err(format!("`cargo {command}` was not done after {} s", self.patience.as_secs())),
        }
    }

    /// Whether it succeeded; `None` if its time was over.
    pub(crate) fn wait(&self, mut command: Command) -> Result<Option<bool>, String> {
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| format!("cargo cannot be started: {error}"))?;
        let started = Instant::now();
        loop {
            if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
                return Ok(Some(status.success()));
            }
            if started.elapsed() > self.patience {
                if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
                    let _gone = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
                }
                child.wait().map_err(|error| error.to_string())?;
                return Ok(None);
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn first_errors(said: &str) -> String {
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut shown = lines.iter().take(SHOWN).map(|line| clipped(line)).collect::<Vec<_>>();
    if lines.len() > SHOWN {
        shown.push(format!("... {} more lines", lines.len() - SHOWN));
    }
    shown.join("\n")
}

fn clipped(line: &str) -> String {
    line.chars().take(240).collect()
}
