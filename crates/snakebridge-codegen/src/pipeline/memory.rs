//! What a run looked at, kept beside the wrappers: as long as all of that is as it was, a run would come to the same, and is not made.
//!
//! Only runs that changed neither manifest nor lock, asked nothing of Python and had nothing to tell are remembered. What counts of a
//! file is its content, not its time; of a source file, what it uses of Python.

use super::{Options, Outcome};
use crate::disk::{Disk, Look, Seen};
use crate::hosts::{Host, Language};
use crate::introspect::{Prepared, Python};
use crate::items::{Reader, Writer};
use crate::lock;
use crate::write;
use serde::{Deserialize, Serialize};
use snakebridge_environment::Request;
use snakebridge_model::{Lock, Manifest};
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// With more source files that have changed, a whole run is hardly slower.
const FEW: usize = 8;

/// What is kept between runs.
#[derive(Debug)]
pub(super) struct Memory {
    file: PathBuf,
    /// Who remembers what for: another generator, project or way to generate comes to something else.
    identity: String,
    language: Language,
}

/// What a run came to.
#[derive(Debug, Serialize, Deserialize)]
struct Result {
    request: Request,
    watched: Vec<PathBuf>,
    scanned: Vec<PathBuf>,
    interpreter: Option<PathBuf>,
    installed: Vec<PathBuf>,
}

/// Something that was looked at, as it is in the file.
struct Remembered<'a> {
    look: Look,
    path: &'a str,
    found: Option<Cow<'a, [u8]>>,
}

impl Memory {
    const FILE: &str = "snakebridge.memory";

    /// The memory of a project's runs; `None` if these options are for something else than wrappers.
    pub(super) fn open(root: &Path, options: &Options) -> Option<Self> {
        let folder = options.out_dir.as_ref().filter(|_| !options.check && !options.dry_run)?;
        let executable = std::env::current_exe().ok()?;
        let metadata = fs::metadata(&executable).ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let identity = format!(
            "{} {} {executable:?} {} {modified:?} {:?} {root:?} {}",
            options.language.name(),
            lock::generator_digest(),
            metadata.len(),
            std::env::current_dir().ok()?,
            options.strict
        );
        Some(Self { file: folder.join(Self::FILE), identity, language: options.language })
    }

    /// What the last run came to, if one now would come to the same.
    pub(super) fn recall<P: Python>(&mut self, python: &mut impl FnMut(Request) -> P) -> Option<Outcome> {
        let file = fs::read(&self.file).ok()?;
        let mut reader = Reader::new(&file);
        if reader.take()? != self.identity.as_bytes() {
            return None;
        }
        let (result, prepared) = (reader.take()?, reader.take()?);
        let (seen, has_edits) = unchanged(&mut reader, self.language.host())?;
        let known: Result = serde_json::from_slice(result).ok()?;
        if !prepared.is_empty() && described(&python(known.request).prepare().ok()?) != prepared {
            return None;
        }
        if has_edits {
            self.write(result, prepared, &seen);
        }
        let Result { watched, scanned, interpreter, installed, .. } = known;
        Some(Outcome { watched, scanned, interpreter, installed, ..Outcome::default() })
    }

    /// Remembers what a run came to, which looked at the disk and had this Python.
    pub(super) fn remember(
        &self,
        disk: Disk,
        request: Request,
        prepared: Option<&Prepared>,
        outcome: &Outcome,
    ) {
        let has_changed = |file: &PathBuf| file.ends_with(Manifest::FILE) || file.ends_with(Lock::FILE);
        if !outcome.diagnostics.is_empty()
            || !outcome.asked.is_empty()
            || outcome.written.iter().any(has_changed)
        {
            return;
        }
        let Outcome { watched, scanned, interpreter, installed, .. } = outcome;
        let result = Result {
            request,
            watched: watched.clone(),
            scanned: scanned.clone(),
            interpreter: interpreter.clone(),
            installed: installed.clone(),
        };
        let all = disk.into_seen();
        let seen: Option<Vec<Remembered<'_>>> = all.iter().map(Remembered::of).collect();
        if let (Ok(result), Some(seen)) = (serde_json::to_vec(&result), seen) {
            self.write(&result, &prepared.map(described).unwrap_or_default(), &seen);
        }
    }

    fn write(&self, result: &[u8], prepared: &[u8], seen: &[Remembered<'_>]) {
        let mut writer = Writer::default();
        for item in [self.identity.as_bytes(), result, prepared] {
            writer.put(item);
        }
        writer.number(seen.len() as u64);
        for Remembered { look, path, found } in seen {
            writer.number(*look as u64);
            writer.put(path.as_bytes());
            writer.number(found.is_some().into());
            writer.put(found.as_deref().unwrap_or_default());
        }
        write::keep(&self.file, &writer.into_bytes());
    }
}

impl<'a> Remembered<'a> {
    /// `None` if the path is none that can be written down.
    fn of(seen: &'a Seen) -> Option<Self> {
        let found = seen.found.as_deref().map(Cow::Borrowed);
        Some(Self { look: seen.look, path: seen.path.to_str()?, found })
    }
}

/// Everything that was looked at, if nothing of that has changed in a way that matters, and whether it has at all.
fn unchanged<'a>(reader: &mut Reader<'a>, host: &dyn Host) -> Option<(Vec<Remembered<'a>>, bool)> {
    let mut seen = Vec::new();
    let mut changed = 0;
    for _ in 0..reader.number()? {
        let look = Look::of(reader.number()?)?;
        let path = std::str::from_utf8(reader.take()?).ok()?;
        let is_there = reader.number()? != 0;
        let before = Some(reader.take()?).filter(|_| is_there);
        let now = look.at(Path::new(path));
        let found = if now.as_deref() == before {
            before.map(Cow::Borrowed)
        } else if look == Look::Source && changed < FEW && is_same_use(host, before?, now.as_deref()?) {
            changed += 1;
            now.map(Cow::Owned)
        } else {
            return None;
        };
        seen.push(Remembered { look, path, found });
    }
    reader.is_empty().then_some((seen, changed > 0))
}

fn is_same_use(host: &dyn Host, before: &[u8], now: &[u8]) -> bool {
    match (std::str::from_utf8(before), std::str::from_utf8(now)) {
        (Ok(before), Ok(now)) => host.is_same_use(before, now),
        _ => false,
    }
}

/// Everything about a Python, for comparison.
fn described(prepared: &Prepared) -> Vec<u8> {
    format!("{prepared:?}").into_bytes()
}
