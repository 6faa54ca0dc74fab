//! What the kernel tells of processes.

use serde::Serialize;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a process has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Footprint {
    /// Bytes of resident memory.
    pub resident: u64,
    /// Open descriptors.
    pub descriptors: usize,
    /// Threads.
    pub threads: usize,
}

impl Footprint {
    /// That of this process.
    pub(crate) fn own() -> Self {
        // The listing itself takes one.
        let own = Self::of(std::process::id());
        Self { descriptors: own.descriptors.saturating_sub(1), ..own }
    }

    /// That of any process; zeros if there is none.
    pub(crate) fn of(pid: u32) -> Self {
        let folder = format!("/proc/{pid}");
        let count = |what: &str| fs::read_dir(Path::new(&folder).join(what)).map_or(0, Iterator::count);
        let status = fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
        let kilobytes = field(&status, "VmRSS:").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
        Self { resident: kilobytes.unwrap_or(0) * 1024, descriptors: count("fd"), threads: count("task") }
    }
}

fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

/// The processes that have this variable in their environment, whoever's children they are now: a process that was started with it hands it
/// on, also to one that leaves its group and its session.
pub(crate) fn processes_with(variable: &str, value: &str) -> Vec<u32> {
    let wanted = format!("{variable}={value}");
    let has_it = |pid: &u32| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|entry| entry == wanted.as_bytes())
    };
    pids().filter(has_it).collect()
}

/// The children of this process that have ended and were not waited for.
pub(crate) fn zombies() -> Vec<u32> {
    let own = std::process::id().to_string();
    let is_ours = |pid: &u32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        field(&status, "PPid:") == Some(&*own)
            && field(&status, "State:").is_some_and(|it| it.starts_with('Z'))
    };
    pids().filter(is_ours).collect()
}

/// For people: a process and its command.
pub(crate) fn describe(pid: u32) -> String {
    let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let command = String::from_utf8_lossy(&command).replace('\0', " ");
    let words: Vec<&str> = command.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(80).collect();
    format!("{pid} ({short})")
}

fn pids() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// Waits until something holds, at most so long; whether it does.
pub(crate) fn wait_until(patience: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    loop {
        if holds() {
            return true;
        }
        if began.elapsed() >= patience {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
