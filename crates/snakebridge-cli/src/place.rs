//! Which Python a command uses: what the command line names, else what `snakebridge.toml` asks for, else what a program would use.

use crate::arguments::PlaceArguments;
use crate::failure::Failure;
use crate::ui;
use snakebridge::{Bridge, Session};
use snakebridge_environment::{Environment, Request, find_runtime, provision};
use snakebridge_model::Configuration;
use std::path::{Path, PathBuf};

/// An interpreter, and how it came to be chosen.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) python: PathBuf,
    pub(crate) reason: String,
    pub(crate) search_path: Vec<PathBuf>,
    /// The `snakebridge.toml` in force, if any.
    pub(crate) configured_by: Option<PathBuf>,
    /// What that says.
    pub(crate) configuration: Configuration,
    /// What was provisioned, if anything was.
    pub(crate) environment: Option<Environment>,
}

impl Place {
    pub(crate) fn choose(arguments: &PlaceArguments) -> Result<Self, Failure> {
        let place = Self::without_search_path(arguments, find_configuration)?;
        Ok(place.searching_first(arguments))
    }

    /// As [`choose`](Self::choose), by a configuration of the folder `root` that has been read.
    pub(crate) fn choose_by(
        arguments: &PlaceArguments,
        configuration: Configuration,
        root: &Path,
    ) -> Result<Self, Failure> {
        let read = || Ok(Some((root.join(Configuration::FILE), configuration)));
        let place = Self::without_search_path(arguments, read)?;
        Ok(place.searching_first(arguments))
    }

    /// The folders of the command line come before others.
    fn searching_first(mut self, arguments: &PlaceArguments) -> Self {
        let mut search_path = arguments.path.clone();
        search_path.append(&mut self.search_path);
        self.search_path = search_path;
        self
    }

    fn without_search_path(
        arguments: &PlaceArguments,
        configuration: impl FnOnce() -> Result<Option<(PathBuf, Configuration)>, Failure>,
    ) -> Result<Self, Failure> {
        if arguments.python.is_some() && arguments.with.is_empty() {
            return Self::of_runtime(arguments.python.as_deref());
        }
        if !arguments.with.is_empty() {
            let request = Request {
                interpreter: arguments.python.clone(),
                requirements: arguments.with.clone(),
                root: PathBuf::from("."),
                ..Request::default()
            };
            return Self::provisioned(&request);
        }
        match configuration()? {
            Some((file, configuration)) => {
                let root = file.parent().unwrap_or(Path::new(".")).to_path_buf();
                let mut place = Self::provisioned(&request(&configuration, &root))?;
                place.search_path = configuration.search_path(&root);
                place.configured_by = Some(file);
                place.configuration = configuration;
                Ok(place)
            }
            None => Self::of_runtime(None),
        }
    }

    fn of_runtime(named: Option<&Path>) -> Result<Self, Failure> {
        let runtime = find_runtime(named, None)?;
        let reason = if named.is_some() { "`--python` names it".to_owned() } else { runtime.reason };
        Ok(Self {
            python: runtime.interpreter,
            reason,
            search_path: Vec::new(),
            configured_by: None,
            configuration: Configuration::default(),
            environment: None,
        })
    }

    fn provisioned(request: &Request) -> Result<Self, Failure> {
        let environment = provision(request, &mut |progress| ui::progress(&progress))?;
        Ok(Self {
            python: environment.interpreter.path.clone(),
            reason: environment.reason.clone(),
            search_path: Vec::new(),
            configured_by: None,
            configuration: Configuration::default(),
            environment: Some(environment),
        })
    }

    /// A session in it.
    pub(crate) fn session(&self) -> Result<Session, Failure> {
        let builder = Bridge::builder().python(&self.python);
        let builder = self.search_path.iter().fold(builder, |builder, folder| builder.search_path(folder));
        Ok(builder.build()?.session())
    }
}

/// What a configuration asks of the environment.
pub(crate) fn request(configuration: &Configuration, root: &Path) -> Request {
    Request {
        version: configuration.python.version.clone(),
        interpreter: configuration.python.interpreter.clone(),
        venv: configuration.python.venv.clone(),
        requirements: configuration.requirements(),
        pins: Vec::new(),
        root: root.to_path_buf(),
    }
}

/// The `snakebridge.toml` of the working directory or of the nearest folder above it.
pub(crate) fn find_configuration() -> Result<Option<(PathBuf, Configuration)>, Failure> {
    let Ok(here) = std::env::current_dir() else { return Ok(None) };
    let candidates = here.ancestors().map(|folder| folder.join(Configuration::FILE));
    let Some(file) = candidates.into_iter().find(|file| file.is_file()) else { return Ok(None) };
    let configuration = read_configuration(&file)?;
    Ok(Some((file, configuration)))
}

/// Reads a `snakebridge.toml`.
pub(crate) fn read_configuration(file: &Path) -> Result<Configuration, Failure> {
    let text =
        std::fs::read_to_string(file).map_err(|error| Failure::Read { path: file.to_path_buf(), error })?;
    Ok(Configuration::from_toml(&text)?)
}
