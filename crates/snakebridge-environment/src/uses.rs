//! Who uses a managed environment, and when it was used last.

use crate::cache;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How exactly times are kept: a build must not write at every run.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The projects that were given an environment, with the time in seconds since 1970.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Uses {
    pub(crate) projects: BTreeMap<PathBuf, u64>,
}

impl Uses {
    const FILE: &str = "snakebridge.uses.json";

    /// Those of the environment in `dir`.
    pub(crate) fn read(dir: &Path) -> Self {
        let text = fs::read_to_string(dir.join(Self::FILE)).ok();
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Notes that a project was given the environment. Failing to note it does no harm for a long time.
    pub(crate) fn note(dir: &Path, project: &Path) {
        let mut uses = Self::read(dir);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let known = uses.projects.get(project).copied().unwrap_or_default();
        if now.saturating_sub(known) >= DAY.as_secs() {
            uses.projects.insert(project.to_path_buf(), now);
            let _ = cache::write_json(&dir.join(Self::FILE), &uses);
        }
    }

    /// Notes that a program runs the environment's interpreter.
    pub(crate) fn note_start(interpreter: &Path) {
        let Some(dir) = interpreter.parent().and_then(Path::parent) else { return };
        let file = dir.join(Self::FILE);
        let modified = fs::metadata(&file).and_then(|metadata| metadata.modified());
        let is_old = modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age >= DAY));
        if is_old {
            let opened = File::options().write(true).open(&file);
            let _ = opened.and_then(|file| file.set_modified(SystemTime::now()));
        }
    }

    /// When the environment in `dir` was used last, to a day.
    pub(crate) fn last(dir: &Path) -> Option<SystemTime> {
        let times = [dir.join(Self::FILE), dir.to_path_buf()].map(|path| fs::metadata(path)?.modified());
        times.into_iter().flatten().max()
    }
}
