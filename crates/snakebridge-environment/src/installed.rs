//! What is installed, read from the names of folders: no Python is started, and no file is opened.

use crate::requirement::normalised;
use pep440_rs::Version;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

/// A distribution, as the name of its `.dist-info` folder (PEP 376) tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Its version.
    pub version: String,
    /// Its `.dist-info` folder, or what setuptools left in the place of one.
    pub metadata: PathBuf,
}

/// The distributions in these folders by normalised name (PEP 503). Of several of the same name the first counts, as in Python.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::create_dir(folder.path().join("scikit_learn-1.7.2.dist-info"))?;
/// let installed = snakebridge_environment::installed_in(&[folder.path().to_path_buf()]);
/// assert_eq!(installed["scikit-learn"].version, "1.7.2");
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn installed_in(folders: &[PathBuf]) -> BTreeMap<String, Installed> {
    let mut found = BTreeMap::new();
    for folder in folders {
        let mut here: Vec<(String, Installed)> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| read(folder, &entry.file_name().to_string_lossy()))
            .collect();
        here.sort_by(|(_, one), (_, other)| one.metadata.cmp(&other.metadata));
        for (name, installed) in here {
            found.entry(name).or_insert(installed);
        }
    }
    found
}

/// The folders that an interpreter searches, asked for one distribution after the other.
///
/// ```
/// use snakebridge_environment::Installations;
/// let folder = tempfile::tempdir()?;
/// std::fs::create_dir(folder.path().join("toy-2.0.dist-info"))?;
/// let installations = Installations::in_folders(vec![folder.path().to_path_buf()]);
/// assert_eq!(installations.other_version("toy", "1.0").as_deref(), Some("2.0"));
/// assert_eq!(installations.other_version("toy", "2.0"), None);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Installations {
    folders: Vec<PathBuf>,
    /// What is in them, once that was needed.
    listed: OnceCell<BTreeMap<String, Installed>>,
}

impl Installations {
    /// What is in these folders; nothing is read yet.
    #[must_use]
    pub fn in_folders(folders: Vec<PathBuf>) -> Self {
        Self { folders, listed: OnceCell::new() }
    }

    /// The version of a distribution if it is not `expected`; `None` also if it is not there at all.
    ///
    /// As long as everything is as expected this looks at one name in each folder; else the folders are read, once.
    #[must_use]
    pub fn other_version(&self, distribution: &str, expected: &str) -> Option<String> {
        let usual = format!("{}-{expected}.dist-info", distribution.replace('-', "_"));
        if self.folders.iter().rev().any(|folder| folder.join(&usual).is_dir()) {
            return None;
        }
        let listed = self.listed.get_or_init(|| installed_in(&self.folders));
        let found = &listed.get(&normalised(distribution))?.version;
        (!is_same(found, expected)).then(|| found.clone())
    }
}

/// The folders that packages of an interpreter are in, as far as its path tells: those of a virtual environment always are
/// among them. `version` starts with major and minor, such as `3.11.7`.
#[must_use]
pub fn package_folders(interpreter: &Path, version: &str) -> Vec<PathBuf> {
    let Some(prefix) = interpreter.parent().and_then(Path::parent) else { return Vec::new() };
    let minor: Vec<&str> = version.splitn(3, '.').take(2).collect();
    let python = format!("python{}", minor.join("."));
    let candidates = [
        prefix.join("lib").join(&python).join("site-packages"),
        prefix.join("lib64").join(&python).join("site-packages"),
        prefix.join("Lib").join("site-packages"),
        // Debian's own Python.
        prefix.join("local").join("lib").join(&python).join("dist-packages"),
        prefix.join("lib").join("python3").join("dist-packages"),
    ];
    candidates.into_iter().filter(|folder| folder.is_dir()).collect()
}

/// Whether two spellings are of the same version (PEP 440).
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one == other
        || match (Version::from_str(one), Version::from_str(other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

fn read(folder: &Path, entry: &str) -> Option<(String, Installed)> {
    let (stem, is_egg) = match (entry.strip_suffix(".dist-info"), entry.strip_suffix(".egg-info")) {
        (Some(stem), _) => (stem, false),
        (None, stem) => (stem?, true),
    };
    let (name, version) = stem.split_once('-')?;
    // `name-1.0-py3.11.egg-info`
    let version = if is_egg { version.split("-py").next()? } else { version };
    let installed = Installed { version: version.to_owned(), metadata: folder.join(entry) };
    Some((normalised(name), installed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(entries: &[&str]) -> (tempfile::TempDir, Vec<PathBuf>) {
        let folder = tempfile::tempdir().unwrap();
        for entry in entries {
            fs::create_dir_all(folder.path().join(entry)).unwrap();
        }
        let folders = vec![folder.path().join("first"), folder.path().join("second")];
        (folder, folders)
    }

    #[test]
    fn names_and_versions_are_read_from_folders() {
        let (_folder, folders) = folder(&[
            "first/numpy-2.1.0.dist-info",
            "first/Foo.Bar-1.0+cpu.dist-info",
            "first/old-0.9-py3.11.egg-info",
            "first/numpy",
            "second/numpy-1.0.dist-info",
        ]);
        let found = installed_in(&folders);
        let found: Vec<_> = found.iter().map(|(name, one)| (name.as_str(), one.version.as_str())).collect();
        assert_eq!(found, [("foo-bar", "1.0+cpu"), ("numpy", "2.1.0"), ("old", "0.9")]);
    }

    #[test]
    fn another_version_is_told_and_the_same_in_another_spelling_is_not() {
        let (_folder, folders) = folder(&["second/toy_box-2.1.0.dist-info", "second/When-2024.1.dist-info"]);
        let installations = Installations::in_folders(folders);
        let other_version = |name, expected| installations.other_version(name, expected);
        assert_eq!(other_version("toy-box", "2.1.0"), None);
        assert_eq!(other_version("toy-box", "2.1"), None);
        assert_eq!(other_version("toy-box", "2.0").as_deref(), Some("2.1.0"));
        assert_eq!(other_version("when", "2024.01"), None);
        assert_eq!(other_version("absent", "1.0"), None);
    }

    #[test]
    fn folders_are_those_that_there_are() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("lib/python3.11/site-packages");
        fs::create_dir_all(&site).unwrap();
        assert_eq!(package_folders(&folder.path().join("bin/python"), "3.11.7"), [site]);
        assert!(package_folders(Path::new("python"), "3.11").is_empty());
    }
}
