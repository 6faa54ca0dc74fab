//! Virtual environments that SnakeBridge makes and keeps: each in the cache, under a name that says what it was made from.

use crate::environment::{Environment, Kind};
use crate::installer::Installer;
use crate::interpreter::{Interpreter, in_venv};
use crate::marker::Marker;
use crate::progress::Progress;
use crate::requirement::Requirement;
use crate::surroundings::Surroundings;
use crate::uses::Uses;
use crate::{EnvironmentError, cache, installer, packages, probe};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Changes when environments are made in another way.
const LAYOUT: &str = "1";

/// What an environment is made from.
struct Recipe<'a> {
    surroundings: &'a Surroundings,
    /// The interpreter outside of any virtual environment.
    base: Interpreter,
    requirements: &'a [Requirement],
    pins: Vec<String>,
    /// Whether what the requirements require is installed too.
    dependencies: Dependencies,
}

/// Whether to install what packages require.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dependencies {
    With,
    /// Nothing of the packages is run, only their files are read.
    Without,
}

/// The environment with these requirements: an existing one, or a new one.
pub(crate) fn provide(
    surroundings: &Surroundings,
    interpreter: &Interpreter,
    reason: &str,
    requirements: &[Requirement],
    pins: &[String],
    dependencies: Dependencies,
    progress: &mut dyn FnMut(Progress),
) -> Result<Environment, EnvironmentError> {
    let mut pins = pins.to_vec();
    pins.sort();
    pins.dedup();
    let base = outside(surroundings, interpreter);
    let recipe = Recipe { surroundings, base, requirements, pins, dependencies };
    let parent = cache::of(surroundings)?.join("environments");
    let done = |key: String, marker: Marker, cached| {
        let dir = parent.join(&key);
        Uses::note(&dir, surroundings.working_dir());
        Environment {
            interpreter: marker.interpreter,
            kind: Kind::Managed { dir, key, cached },
            reason: format!("a managed environment; {reason}"),
            packages: marker.packages,
        }
    };

    if let Some((key, marker)) = recipe.existing(&parent) {
        progress(Progress::Cached { dir: parent.join(&key) });
        return Ok(done(key, marker, true));
    }
    if surroundings.flag("SNAKEBRIDGE_OFFLINE") {
        return Err(EnvironmentError::Offline { requirements: recipe.texts() });
    }
    let key = recipe.key(&recipe.pins);
    let dir = parent.join(&key);
    let lock = lock(&parent, &dir, progress)?;
    // Whoever held the lock may have made it.
    if let Some(marker) = Marker::read(&dir) {
        progress(Progress::Cached { dir });
        return Ok(done(key, marker, true));
    }
    let began = Instant::now();
    let marker = recipe.make(&dir, &lock, progress).inspect_err(|_| {
        // Whatever stays is removed the next time.
        let _ = fs::remove_dir_all(&dir);
    })?;
    progress(Progress::Ready { dir, packages: marker.packages.len(), took: began.elapsed() });
    Ok(done(key, marker, false))
}

/// An environment must not depend on another one, which may disappear.
fn outside(surroundings: &Surroundings, interpreter: &Interpreter) -> Interpreter {
    let base =
        interpreter.is_venv().then(|| probe::probe_cached(surroundings, &interpreter.base_executable).ok());
    base.flatten().filter(|base| base.version == interpreter.version).unwrap_or_else(|| interpreter.clone())
}

/// Waits until no other process makes the same environment. The lock ends with the file, or with the process.
fn lock(parent: &Path, dir: &Path, progress: &mut dyn FnMut(Progress)) -> Result<File, EnvironmentError> {
    let path = dir.with_extension("lock");
    let failed = |source| EnvironmentError::Io { path: path.clone(), source };
    cache::make_private(parent).map_err(failed)?;
    let file =
        File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            progress(Progress::Waiting { dir: dir.to_path_buf() });
            file.lock().map_err(failed)?;
        }
        Err(TryLockError::Error(source)) => return Err(failed(source)),
    }
    Ok(file)
}

impl Recipe<'_> {
    fn key(&self, pins: &[String]) -> String {
        let path = fs::canonicalize(&self.base.path).unwrap_or_else(|_| self.base.path.clone());
        let root = self.surroundings.working_dir();
        let requirements: Vec<_> = self.requirements.iter().map(|one| one.identity(root)).collect();
        let version = self.base.version_text();
        let fixed = [LAYOUT, &version, &self.base.abi, &self.base.platform];
        let parts = fixed.into_iter().chain(requirements.iter().map(String::as_str));
        let parts = parts.chain(["pins"]).chain(pins.iter().map(String::as_str));
        let alone = (self.dependencies == Dependencies::Without).then_some("alone");
        let parts = parts.chain(alone);
        cache::key([path.as_os_str().as_encoded_bytes()].into_iter().chain(parts.map(str::as_bytes)))
    }

    /// One made from the same; or made before there was a lock, if it is what the lock was made from.
    fn existing(&self, parent: &Path) -> Option<(String, Marker)> {
        let key = self.key(&self.pins);
        if let Some(marker) = Marker::read(&parent.join(&key)) {
            return Some((key, marker));
        }
        let key = self.key(&[]);
        let marker = Marker::read(&parent.join(&key)).filter(|marker| marker.agrees_with(&self.pins))?;
        Some((key, marker))
    }

    fn texts(&self) -> Vec<String> {
        self.requirements.iter().map(|requirement| requirement.text.clone()).collect()
    }

    /// Makes the environment. A virtual environment cannot be moved, so it is made in its place and marked at the end.
    fn make(
        &self,
        dir: &Path,
        lock: &File,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Marker, EnvironmentError> {
        let failed = |source| EnvironmentError::Io { path: dir.to_path_buf(), source };
        let surroundings = &self.surroundings.holding(lock).map_err(failed)?;
        if dir.exists() {
            progress(Progress::Discarding { dir: dir.to_path_buf() });
            fs::remove_dir_all(dir).map_err(failed)?;
        }
        progress(Progress::Creating { dir: dir.to_path_buf(), python: self.base.version_text() });
        installer::make_venv(surroundings, &self.base, dir)?;
        let python = in_venv(dir);
        let constraints = self.write_constraints(dir).map_err(failed)?;
        let installer = Installer::find(surroundings, &self.base, &python)?;
        progress(Progress::Installing { requirements: self.texts(), installer: installer.name().to_owned() });
        let constraints = constraints.as_deref();
        installer.install(surroundings, &python, &self.texts(), constraints, self.dependencies, progress)?;
        progress(Progress::Compiling);
        installer::compile(surroundings, &python);

        let unusable = |reason| EnvironmentError::Named {
            path: python.clone(),
            by: "the managed environment".to_owned(),
            reason,
        };
        let interpreter = probe::probe_cached(surroundings, &python).map_err(unusable)?;
        let mut packages = packages::of_managed(surroundings, &python)?;
        packages.retain(|package| !installer.brought(&package.name) || self.requires(&package.name));
        let requirements = self.texts();
        let installer = installer.name().to_owned();
        let marker = Marker { requirements, pins: self.pins.clone(), installer, interpreter, packages };
        marker.write(dir)?;
        Ok(marker)
    }

    fn requires(&self, name: &str) -> bool {
        self.requirements.iter().any(|requirement| requirement.name() == Some(name))
    }

    fn write_constraints(&self, dir: &Path) -> io::Result<Option<PathBuf>> {
        if self.pins.is_empty() {
            return Ok(None);
        }
        let path = dir.join("constraints.txt");
        fs::write(&path, self.pins.join("\n") + "\n")?;
        Ok(Some(path))
    }
}

#[cfg(all(test, unix))]
mod tests;
