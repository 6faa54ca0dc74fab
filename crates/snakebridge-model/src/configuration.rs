//! `snakebridge.toml`: what a user asks for.

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
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Which Python.
    #[serde(default)]
    pub python: PythonSection,
    /// Libraries by the name they are imported under.
    #[serde(default)]
    pub libraries: BTreeMap<String, LibrarySource>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LibraryEntry")]
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
    expecting = "expected \"stdlib\", a version, or a table with `version` (and `package`) or `path`"
)]
enum LibraryEntry {
    Text(String),
    Package(PackageEntry),
    Path(PathEntry),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackageEntry {
    version: String,
    package: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PathEntry {
    path: PathBuf,
}

impl TryFrom<LibraryEntry> for LibrarySource {
    type Error = String;

    fn try_from(entry: LibraryEntry) -> Result<Self, String> {
        Ok(match entry {
            LibraryEntry::Text(text) if text == "stdlib" => Self::Stdlib,
            LibraryEntry::Text(version) => Self::Package { package: None, version: checked(version)? },
            LibraryEntry::Package(entry) => {
                Self::Package { package: entry.package, version: checked(entry.version)? }
            }
            LibraryEntry::Path(entry) => Self::Path(entry.path),
        })
    }
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
