//! The step that a probe is at: it writes down each import and each path before it goes on to it.

use super::process::Steps;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// An import may take this part of the time that a library has, any other step that part.
const PART_OF_AN_IMPORT: u32 = 3;
const PART_OF_A_LOOK: u32 = 12;

/// The file in which a probe tells how far it is: a number, `import` or `look`, and a path.
#[derive(Debug)]
pub(super) struct ProgressFile {
    path: PathBuf,
    patience: Duration,
    seen: String,
    since: Instant,
}

/// What a probe was doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) is_import: bool,
    pub(super) path: String,
}

impl ProgressFile {
    /// That beside the answer `out` of a probe that has `patience` in all.
    pub(super) fn beside(out: &std::path::Path, patience: Duration) -> Self {
        let mut path = out.as_os_str().to_owned();
        path.push(".progress");
        Self { path: path.into(), patience, seen: String::new(), since: Instant::now() }
    }

    /// The step it is at, or was at when it ended.
    pub(super) fn step(&self) -> Option<Step> {
        let text = self.read();
        let mut words = text.splitn(3, ' ').skip(1);
        let is_import = words.next()? == "import";
        Some(Step { is_import, path: words.next()?.to_owned() })
    }

    fn read(&self) -> String {
        let bytes = fs::read(&self.path).unwrap_or_default();
        let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        String::from_utf8_lossy(&bytes[..end]).into_owned()
    }
}

impl Steps for ProgressFile {
    fn overdue(&mut self) -> Option<Duration> {
        let now = self.read();
        if now != self.seen {
            (self.seen, self.since) = (now, Instant::now());
        }
        let is_import = self.step()?.is_import;
        let limit = self.patience / if is_import { PART_OF_AN_IMPORT } else { PART_OF_A_LOOK };
        (self.since.elapsed() >= limit).then_some(limit)
    }
}
