//! **write**: puts files in place, whole or not at all, and only those that change.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::hosts::Files;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How files are called until they are whole.
const UNFINISHED: &str = ".snakebridge-";
/// How old an unfinished file is before it is taken for one that nobody will finish.
const ABANDONED: Duration = Duration::from_secs(15 * 60);

/// A file as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl Output {
    /// Whether the file is not, or not yet, like this.
    pub(crate) fn differs(&self) -> bool {
        fs::read(&self.path).map_or(true, |found| found != self.text.as_bytes())
    }
}

/// Writes what differs, in the given order; gives the paths written.
pub(crate) fn write(files: &Files, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut written = Vec::new();
    for path in &files.abandoned {
        match fs::remove_file(path) {
            Ok(()) => written.push(path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("`{}` cannot be removed: {error}", path.display());
                diagnostics.push(Diagnostic::error(Code::Write, message));
            }
        }
    }
    for output in files.outputs.iter().filter(|output| output.differs()) {
        match replace(&output.path, output.text.as_bytes()) {
            Ok(()) => written.push(output.path.clone()),
            Err(error) => {
                let message = format!("`{}` cannot be written: {error}", output.path.display());
                diagnostics.push(Diagnostic::error(Code::Write, message));
            }
        }
    }
    written
}

/// Writes what can be made again: that it cannot be written is nobody's concern.
pub(crate) fn keep(path: &Path, content: &[u8]) {
    let _ = replace(path, content);
}

/// The right to write what belongs together; other processes wait for it. It ends with the value, or with the process.
#[derive(Debug)]
pub(crate) struct Turn {
    _lock: Option<File>,
}

impl Turn {
    /// Waits for one's turn at a project; the file is there already, and is not changed by this. Where files cannot be
    /// locked, everybody may write: each file is whole nevertheless.
    pub(crate) fn wait(file: &Path) -> Self {
        // Elsewhere a locked file cannot be read.
        let opened = cfg!(unix).then(|| File::open(file).ok()).flatten();
        Self { _lock: opened.filter(|file| file.lock().is_ok()) }
    }
}

/// Reports what differs, and why by the name of the file, and writes nothing.
pub(crate) fn check(files: &Files, reasons: &[(&str, Vec<String>)], diagnostics: &mut Diagnostics) {
    for path in &files.abandoned {
        let message = format!("`{}` is of no more use", path.display());
        diagnostics.push(
            Diagnostic::error(Code::Outdated, message).help("run `snakebridge generate`, which removes it"),
        );
    }
    for output in files.outputs.iter().filter(|output| output.differs()) {
        let message = format!("`{}` is not up to date", output.path.display());
        let error = Diagnostic::error(Code::Outdated, message);
        let known = reasons.iter().find(|(name, _)| output.path.ends_with(name));
        let reasons = known.into_iter().flat_map(|(_, reasons)| reasons);
        let error = reasons.fold(error, |error, reason| error.note(reason.clone()));
        diagnostics.push(error.help("run `snakebridge generate` and commit the result"));
    }
}

/// Another process may write the same file: each makes its own, and the last rename wins.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    clear_away(folder);
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(content)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(0o644, |found| found.permissions().mode());
        file.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Removes what a process left that was killed while it wrote.
fn clear_away(folder: &Path) {
    let now = SystemTime::now();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|modified| now.duration_since(modified).ok());
        if is_unfinished && age.is_some_and(|age| age > ABANDONED) {
            // That it stays does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output { path: folder.path().join("a/b.rs"), text: "one".into() };
        let mut diagnostics = Diagnostics::default();
        let path = output.path.clone();
        let files = Files { outputs: vec![output], ..Files::default() };
        assert_eq!(write(&files, &mut diagnostics), std::slice::from_ref(&path));
        assert!(write(&files, &mut diagnostics).is_empty());
        let abandoned = Files { abandoned: vec![path.clone()], ..Files::default() };
        assert_eq!(write(&abandoned, &mut diagnostics), std::slice::from_ref(&path));
        assert!(!path.exists() && write(&abandoned, &mut diagnostics).is_empty());
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn many_writers_leave_one_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let path = &path;
                scope.spawn(move || {
                    let text = writer.to_string().repeat(100_000);
                    (0..20).for_each(|_| replace(path, text.as_bytes()).unwrap());
                });
            }
        });
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.len(), 100_000);
        assert_eq!(text, text[..1].repeat(100_000));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_process_left_is_cleared_away_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let old = SystemTime::now() - 2 * ABANDONED;
        for name in [".snakebridge-old", ".snakebridge-new", "other"] {
            File::create(at(name)).unwrap();
        }
        for name in [".snakebridge-old", "other"] {
            File::options().write(true).open(at(name)).unwrap().set_modified(old).unwrap();
        }
        replace(&at("file"), b"text").unwrap();
        assert!(!at(".snakebridge-old").exists());
        assert!(at(".snakebridge-new").exists() && at("other").exists());
    }
}
