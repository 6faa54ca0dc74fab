//! `snakebridge.toml`: what a user asks for.

use crate::extent::{Extent, Mode};
use crate::serve::ServeSection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why a file of SnakeBridge could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The text does not have the form of its kind of file.
    #[error("`{file}` cannot be read: {message}")]
    Parse {
        /// Which file.
        file: String,
        /// What is wrong, with the place.
        message: String,
    },
    /// The file was written by a newer SnakeBridge.
    #[error(
        "`{file}` has format {found}, this SnakeBridge reads up to {supported}; update SnakeBridge, or delete the file and build again"
    )]
    Version {
        /// Which file.
        file: String,
        /// Its format.
        found: u32,
        /// The newest format known here.
        supported: u32,
    },
}

impl ModelError {
    pub(crate) fn parse(file: &str, message: String) -> Self {
        Self::Parse { file: file.to_owned(), message }
    }

    pub(crate) fn check_version(file: &str, found: u32, supported: u32) -> Result<(), Self> {
        if found <= supported {
            return Ok(());
        }
        Err(Self::Version { file: file.to_owned(), found, supported })
    }
}

/// A parsed `snakebridge.toml`.
///
/// ```
/// use snakebridge_model::{Configuration, LibrarySource};
/// let configuration = Configuration::from_toml(r#"
///     [python]
///     version = "3.11"
///
///     [libraries]
///     math = "stdlib"
///     numpy = ">=2,<3"
///     sklearn = { package = "scikit-learn", version = "1.7.2" }
///     helpers = { path = "python/helpers.py" }
/// "#).unwrap();
/// assert_eq!(configuration.requirements(), ["numpy>=2,<3", "scikit-learn==1.7.2"]);
/// assert_eq!(configuration.libraries["math"], LibrarySource::Stdlib);
/// assert!(configuration.extents.is_empty(), "what the program uses of them is wrapped");
/// ```
///
/// What is serialised is what it asks of the environment; `extents` and the engine are not part of that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Document")]
pub struct Configuration {
    /// Which Python.
    pub python: PythonSection,
    /// Libraries by the name they are imported under.
    pub libraries: BTreeMap<String, LibrarySource>,
    /// Those of them that are wrapped whole, and how much of them that is.
    #[serde(skip_serializing)]
    pub extents: BTreeMap<String, Extent>,
    /// The Elixir modules that libraries have, where `snakebridge.toml` names them.
    #[serde(skip_serializing)]
    pub modules: BTreeMap<String, String>,
    /// The engine to use where neither the program nor `SNAKEBRIDGE_ENGINE` names one.
    #[serde(skip_serializing)]
    pub engine: Option<EngineName>,
    /// What `snakebridge serve` does. Nothing of it changes what is generated.
    #[serde(skip_serializing)]
    pub serve: ServeSection,
}

/// An engine in `snakebridge.toml`.
///
/// ```
/// use snakebridge_model::{Configuration, EngineName};
/// let configuration = Configuration::from_toml("engine = \"embed\"").unwrap();
/// assert_eq!(configuration.engine, Some(EngineName::Embed));
/// assert!(Configuration::from_toml("engine = \"steam\"").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EngineName {
    /// Isolated worker processes.
    Worker,
    /// Python in the program's own process.
    Embed,
}

impl EngineName {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Embed => "embed",
        }
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    generate: Mode,
    engine: Option<EngineName>,
    #[serde(default)]
    python: PythonSection,
    #[serde(default)]
    libraries: BTreeMap<String, LibraryEntry>,
    #[serde(default)]
    serve: ServeSection,
}

/// The `[python]` table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PythonSection {
    /// A version such as `3.11`, or PEP 440 specifiers such as `>=3.10,<3.13`.
    #[serde(default)]
    pub version: Option<String>,
    /// An interpreter to use as it is: nothing is installed into it.
    #[serde(default)]
    pub interpreter: Option<PathBuf>,
    /// A virtual environment to use as it is: nothing is installed into it.
    #[serde(default)]
    pub venv: Option<PathBuf>,
    /// Requirements (PEP 508) to install besides those of `[libraries]`.
    #[serde(default)]
    pub requirements: Vec<String>,
}

/// Where a library comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum LibrarySource {
    /// It comes with Python.
    Stdlib,
    /// It is installed from a package index.
    Package {
        /// The name of the distribution, where it is not the name of the import.
        package: Option<String>,
        /// PEP 440 specifiers; a bare version is exact, `*` is any.
        version: String,
    },
    /// A `.py` file or a package directory of the user's own, relative to `snakebridge.toml`.
    Path(PathBuf),
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected \"stdlib\", a version, or a table with `version` (and `package`), `path` or `stdlib = true`, and what `generate` may be given"
)]
enum LibraryEntry {
    Text(String),
    Table(LibraryTable),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LibraryTable {
    version: Option<String>,
    package: Option<String>,
    path: Option<PathBuf>,
    #[serde(default)]
    stdlib: bool,
    generate: Option<Mode>,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    depth: Option<u32>,
    max_symbols: Option<u32>,
    max_members: Option<u32>,
    module: Option<String>,
}

impl TryFrom<Document> for Configuration {
    type Error = String;

    fn try_from(document: Document) -> Result<Self, String> {
        document.serve.check()?;
        let mut configuration = Self {
            python: document.python,
            engine: document.engine,
            serve: document.serve,
            ..Self::default()
        };
        for (name, entry) in document.libraries {
            let table = match entry {
                LibraryEntry::Text(text) if text == "stdlib" => {
                    LibraryTable { stdlib: true, ..LibraryTable::default() }
                }
                LibraryEntry::Text(version) => {
                    LibraryTable { version: Some(version), ..LibraryTable::default() }
                }
                LibraryEntry::Table(table) => table,
            };
            let wrong = |problem: String| format!("`libraries.{name}`: {problem}");
            if let Some(extent) = table.extent(&name, document.generate).map_err(wrong)? {
                configuration.extents.insert(name.clone(), extent);
            }
            if let Some(module) = &table.module {
                check_module(module).map_err(wrong)?;
                configuration.modules.insert(name.clone(), module.clone());
            }
            let source = table.source().map_err(wrong)?;
            configuration.libraries.insert(name, source);
        }
        Ok(configuration)
    }
}

impl LibraryTable {
    fn source(self) -> Result<LibrarySource, String> {
        match (self.version, self.path, self.stdlib) {
            (Some(version), None, false) => {
                Ok(LibrarySource::Package { package: self.package, version: checked(version)? })
            }
            (None, Some(path), false) if self.package.is_none() => Ok(LibrarySource::Path(path)),
            (None, None, true) if self.package.is_none() => Ok(LibrarySource::Stdlib),
            _ => Err(
                "it has to have exactly one of `version` (with or without `package`), `path` and `stdlib = true`".to_owned()
            ),
        }
    }

    /// How much is wrapped of the library `name`; `None` for what the program uses.
    fn extent(&self, name: &str, otherwise: Mode) -> Result<Option<Extent>, String> {
        let has_limits = !self.include.is_empty()
            || !self.exclude.is_empty()
            || self.depth.is_some()
            || self.max_symbols.is_some()
            || self.max_members.is_some();
        if self.generate.unwrap_or(otherwise) == Mode::Used {
            return match has_limits {
                true => Err("`include`, `exclude`, `depth`, `max_symbols` and `max_members` are for `generate = \"all\"`".to_owned()),
                false => Ok(None),
            };
        }
        for pattern in self.include.iter().chain(&self.exclude) {
            check_pattern(name, pattern)?;
        }
        Ok(Some(Extent {
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            depth: self.depth,
            max_symbols: self.max_symbols.unwrap_or(Extent::MAX_SYMBOLS),
            max_members: self.max_members.unwrap_or(Extent::MAX_MEMBERS),
        }))
    }
}

/// A pattern is the path of something in the library, with wildcards; others would never match.
fn check_pattern(library: &str, pattern: &str) -> Result<(), String> {
    let first = pattern.split('.').next().unwrap_or_default();
    let may_match = first == library || first.contains(['*', '?', '[']);
    let is_path = pattern.split('.').all(|name| !name.is_empty());
    if is_path && may_match {
        return Ok(());
    }
    Err(format!("the pattern `{pattern}` matches nothing: it has to be a path such as `{library}.*`"))
}

/// A module is named as Elixir writes it.
fn check_module(module: &str) -> Result<(), String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_part =
        |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(is_word);
    if module.split('.').all(is_part) {
        return Ok(());
    }
    Err(format!("`{module}` is no name of an Elixir module such as `Numpy` or `Py.Numpy`"))
}

/// Catches words where a version belongs; whether the version exists is for the installer to say.
fn checked(version: String) -> Result<String, String> {
    let starts_well = version.trim_start().starts_with(|c: char| c.is_ascii_digit() || "*<>=!~".contains(c));
    if starts_well {
        Ok(version)
    } else {
        Err(format!("`{version}` is neither \"stdlib\" nor a version such as \"2.1\", \">=2,<3\" or \"*\""))
    }
}

impl Configuration {
    /// The name of the file.
    pub const FILE: &'static str = "snakebridge.toml";

    /// Reads a configuration.
    ///
    /// # Errors
    /// When the text is not TOML or has a key, a type or a version it should not have.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        toml::from_str(text).map_err(|error| ModelError::parse(Self::FILE, error.to_string()))
    }

    /// What has to be installed: PEP 508 requirements, sorted.
    #[must_use]
    pub fn requirements(&self) -> Vec<String> {
        let of_libraries = self.libraries.iter().filter_map(|(import, source)| match source {
            LibrarySource::Package { package, version } => {
                Some(requirement(package.as_deref().unwrap_or(import), version))
            }
            LibrarySource::Stdlib | LibrarySource::Path(_) => None,
        });
        let mut all: Vec<String> = of_libraries.chain(self.python.requirements.iter().cloned()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The folders that must be on `sys.path` for the user's own libraries, under `root`, the folder of `snakebridge.toml`.
    #[must_use]
    pub fn search_path(&self, root: &Path) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for source in self.libraries.values() {
            let LibrarySource::Path(path) = source else {
                continue;
            };
            let folder = root.join(path).parent().map_or_else(|| root.to_path_buf(), Path::to_path_buf);
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }
}

fn requirement(package: &str, version: &str) -> String {
    match version.trim() {
        "*" => package.to_owned(),
        exact if exact.starts_with(|c: char| c.is_ascii_digit()) => format!("{package}=={exact}"),
        specifiers => format!("{package}{specifiers}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        Configuration::from_toml(text).expect_err(text).to_string()
    }

    #[test]
    fn the_mode_is_global_or_of_one_library() {
        let text = "generate = \"all\"\n[libraries]\na = \"*\"\nb = { version = \"1\", generate = \"used\" }";
        let configuration = Configuration::from_toml(text).unwrap();
        assert_eq!(configuration.extents, BTreeMap::from([("a".to_owned(), Extent::default())]));
        let text = "[libraries]\na = { stdlib = true, generate = \"all\", exclude = [\"a.b*\"], depth = 2 }";
        let configuration = Configuration::from_toml(text).unwrap();
        let extent = Extent { exclude: vec!["a.b*".to_owned()], depth: Some(2), ..Extent::default() };
        assert_eq!(configuration.extents["a"], extent);
        assert_eq!(configuration.libraries["a"], LibrarySource::Stdlib);
    }

    #[test]
    fn a_library_may_say_its_elixir_module() {
        let configuration =
            Configuration::from_toml("[libraries]\ntime = { stdlib = true, module = \"Py.Time\" }").unwrap();
        assert_eq!(configuration.modules["time"], "Py.Time");
        let text = problem("[libraries]\ntime = { stdlib = true, module = \"py_time\" }");
        assert!(text.contains("`py_time` is no name of an Elixir module"), "{text}");
    }

    #[test]
    fn what_would_have_no_effect_is_an_error() {
        let text = problem("[libraries]\na = { version = \"*\", include = [\"a.b\"] }");
        assert!(text.contains("`libraries.a`") && text.contains("generate = \"all\""), "{text}");
        let text = problem(
            "[libraries]\njson = { stdlib = true, generate = \"all\", include = [\"jsonschema.*\"] }",
        );
        assert!(text.contains("`jsonschema.*` matches nothing"), "{text}");
        let text = problem("[libraries]\na = { path = \"a.py\", version = \"1\" }");
        assert!(text.contains("exactly one of"), "{text}");
    }

    #[test]
    fn how_much_is_wrapped_is_not_asked_of_the_environment() {
        let digest = |text: &str| serde_json::to_string(&Configuration::from_toml(text).unwrap()).unwrap();
        let used = digest("[libraries]\na = \"*\"");
        assert_eq!(used, digest("generate = \"all\"\n[libraries]\na = { version = \"*\", depth = 1 }"));
    }
}
