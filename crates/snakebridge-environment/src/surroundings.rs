//! What this crate reads of the process it runs in, in one value, so that tests can have their own.

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Environment variables and the working directory.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    variables: BTreeMap<OsString, OsString>,
    working_dir: PathBuf,
    executable: Option<PathBuf>,
    /// A file that commands inherit.
    held: Option<Arc<File>>,
}

impl Surroundings {
    pub(crate) fn of_process() -> Self {
        let working_dir = env::current_dir().unwrap_or_default();
        let mut variables: BTreeMap<OsString, OsString> = env::vars_os().collect();
        // The cache is the same for every folder that a request is about.
        if let Some(cache) =
            variables.get_mut(OsStr::new("SNAKEBRIDGE_CACHE")).filter(|cache| !cache.is_empty())
        {
            *cache = working_dir.join(&*cache).into();
        }
        Self { variables, working_dir, executable: env::current_exe().ok(), held: None }
    }

    /// The value of a variable; an empty one counts as not set.
    pub(crate) fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// Whether a variable is set to something that does not mean no.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value != "0" && value != "false")
    }

    pub(crate) fn working_dir(&self) -> &Path {
        &self.working_dir
    }

    /// The same from another working directory.
    pub(crate) fn at(&self, folder: &Path) -> Self {
        let folder = self.working_dir.join(folder);
        Self { working_dir: std::path::absolute(&folder).unwrap_or(folder), ..self.clone() }
    }

    /// The same, with commands that hold on to `lock`, an empty file: when this process is killed, what it started may
    /// live on for a while, and until then nobody else gets the lock.
    pub(crate) fn holding(&self, lock: &File) -> io::Result<Self> {
        Ok(Self { held: Some(Arc::new(lock.try_clone()?)), ..self.clone() })
    }

    /// Something in the folder of the program itself.
    pub(crate) fn beside_executable(&self, name: &str) -> Option<PathBuf> {
        Some(self.executable.as_deref()?.parent()?.join(name))
    }

    pub(crate) fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from).or_else(env::home_dir)
    }

    /// The folders of `PATH`.
    pub(crate) fn search_path(&self) -> Vec<PathBuf> {
        let path = self.variable("PATH").unwrap_or_default();
        env::split_paths(path).filter(|folder| !folder.as_os_str().is_empty()).collect()
    }

    /// A command that sees these variables, but none that bend the start of Python, and reads nothing.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let held = self.held.as_ref().and_then(|file| file.try_clone().ok());
        command.env_clear().envs(&self.variables).current_dir(&self.working_dir);
        command.stdin(held.map_or_else(Stdio::null, Stdio::from));
        for name in ["PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "__PYVENV_LAUNCHER__"] {
            command.env_remove(name);
        }
        command
    }
}

#[cfg(test)]
impl Surroundings {
    /// Those of the process without anything that would change what is found, and with a cache of their own.
    pub(crate) fn for_test(folder: &Path) -> Self {
        let mut surroundings = Self::of_process();
        surroundings.working_dir = folder.to_path_buf();
        surroundings.variables.retain(|name, _| {
            let name = name.to_string_lossy();
            let bends = ["SNAKEBRIDGE_", "PIP_", "UV_", "PYENV_", "PYTHON"]
                .iter()
                .any(|start| name.starts_with(start));
            !bends && name != "VIRTUAL_ENV"
        });
        surroundings.with("SNAKEBRIDGE_CACHE", folder.join("cache"))
    }

    pub(crate) fn started_as(mut self, executable: &Path) -> Self {
        self.executable = Some(executable.to_path_buf());
        self
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }
}
