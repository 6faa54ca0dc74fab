//! Where interpreters are looked for.

use crate::shim::numbers;
use crate::surroundings::Surroundings;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that is probably a Python interpreter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    /// How it was found, for people.
    pub(crate) source: &'static str,
}

/// The source of what typing a name would run.
pub(crate) const ON_PATH: &str = "on `PATH`";
/// Minor versions that are looked for by name.
const MINORS: std::ops::RangeInclusive<u32> = 9..=20;

/// All existing candidates in the order they are considered. Some may be the same interpreter.
pub(crate) fn places(surroundings: &Surroundings) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |paths: Vec<PathBuf>, source| {
        places.extend(paths.into_iter().filter(|path| path.is_file()).map(|path| Place { path, source }));
    };
    add(on_path(surroundings), ON_PATH);
    add(installations(&pyenv_versions(surroundings), "bin/python"), "a version of pyenv");
    add(installations(&uv_pythons(surroundings), "bin/python3"), "installed by uv");
    add(in_usual_folders(), "in a usual folder");
    let mut seen = HashSet::new();
    places.retain(|place| seen.insert(place.path.clone()));
    places
}

/// `python3`, then `python`, then by version, newest first: each in all folders of `PATH`.
fn on_path(surroundings: &Surroundings) -> Vec<PathBuf> {
    let folders = surroundings.search_path();
    let by_version = MINORS.rev().map(|minor| format!("python3.{minor}"));
    let names = ["python3".to_owned(), "python".to_owned()].into_iter().chain(by_version);
    names
        .flat_map(|name| folders.iter().map(move |folder| executable(folder, &name)).collect::<Vec<_>>())
        .collect()
}

pub(crate) fn executable(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn pyenv_versions(surroundings: &Surroundings) -> Option<PathBuf> {
    let root = match surroundings.variable("PYENV_ROOT") {
        Some(root) => PathBuf::from(root),
        None => surroundings.home()?.join(".pyenv"),
    };
    Some(root.join("versions"))
}

fn uv_pythons(surroundings: &Surroundings) -> Option<PathBuf> {
    if let Some(named) = surroundings.variable("UV_PYTHON_INSTALL_DIR") {
        return Some(PathBuf::from(named));
    }
    let data = match surroundings.variable("XDG_DATA_HOME") {
        Some(data) => PathBuf::from(data),
        None => surroundings.home()?.join(".local/share"),
    };
    Some(data.join("uv/python"))
}

/// The executables of a folder that has one folder per version, newest first.
fn installations(folder: &Option<PathBuf>, executable: &str) -> Vec<PathBuf> {
    let Some(entries) = folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| (version_in(&entry.file_name().to_string_lossy()), entry.path().join(executable)))
        .collect();
    found.sort_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, path)| path).collect()
}

/// The version in a name such as `3.11.7` or `cpython-3.12.1-linux-x86_64-gnu`.
fn version_in(name: &str) -> Option<Vec<u32>> {
    name.split('-').find_map(|part| numbers(part).filter(|numbers| numbers.len() > 1))
}

fn in_usual_folders() -> Vec<PathBuf> {
    let names =
        || std::iter::once("python3".to_owned()).chain(MINORS.rev().map(|minor| format!("python3.{minor}")));
    ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        .into_iter()
        .flat_map(|folder| names().map(move |name| executable(Path::new(folder), &name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_in_names_are_ordered_as_numbers() {
        assert_eq!(version_in("3.11.7"), Some(vec![3, 11, 7]));
        assert_eq!(version_in("cpython-3.12.1-linux-x86_64-gnu"), Some(vec![3, 12, 1]));
        assert_eq!(version_in("myenv"), None);
        assert!(version_in("3.10.1") > version_in("3.9.18"));
    }

    #[test]
    fn the_order_is_path_then_pyenv_then_uv() {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path();
        for file in [
            "bin/python3.12",
            "bin/python3",
            "pyenv/versions/3.9.1/bin/python",
            "pyenv/versions/3.10.2/bin/python",
            "data/uv/python/cpython-3.13.1-linux/bin/python3",
        ] {
            let file = root.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let surroundings = Surroundings::for_test(root)
            .with("PATH", root.join("bin"))
            .with("PYENV_ROOT", root.join("pyenv"))
            .with("XDG_DATA_HOME", root.join("data"));
        let found: Vec<_> = places(&surroundings)
            .into_iter()
            .filter_map(|place| Some(place.path.strip_prefix(root).ok()?.to_string_lossy().into_owned()))
            .collect();
        assert_eq!(
            found,
            [
                "bin/python3",
                "bin/python3.12",
                "pyenv/versions/3.10.2/bin/python",
                "pyenv/versions/3.9.1/bin/python",
                "data/uv/python/cpython-3.13.1-linux/bin/python3",
            ]
        );
    }
}
