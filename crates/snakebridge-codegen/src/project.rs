//! A project: a package with a `snakebridge.toml`.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::disk::Disk;
use crate::hosts::Language;
use snakebridge_model::{Configuration, LibrarySource, Lock, Manifest, ModelError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A package, and the files of SnakeBridge in it.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder of `Cargo.toml` and `snakebridge.toml`.
    pub root: PathBuf,
    /// `snakebridge.toml`.
    pub configuration: Configuration,
    /// `snakebridge.manifest.json`; empty if there is none.
    pub manifest: Manifest,
    /// `snakebridge.lock`, if there is one.
    pub lock: Option<Lock>,
}

impl Project {
    /// Reads the files of a project.
    ///
    /// # Errors
    /// What is missing, or cannot be read.
    ///
    /// ```
    /// # let folder = tempfile::tempdir().unwrap();
    /// std::fs::write(folder.path().join("snakebridge.toml"), "[libraries]\nmath = \"stdlib\"").unwrap();
    /// let project = snakebridge_codegen::Project::load(folder.path()).unwrap();
    /// assert!(project.configuration.libraries.contains_key("math"));
    /// assert!(project.manifest.libraries.is_empty());
    /// ```
    pub fn load(root: &Path) -> Result<Self, Diagnostics> {
        Self::load_from(&Disk::default(), root)
    }

    /// The same, noting what was looked at.
    pub(crate) fn load_from(disk: &Disk, root: &Path) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let configuration = read(
            disk,
            root,
            Configuration::FILE,
            Code::Configuration,
            Configuration::from_toml,
            &mut diagnostics,
        );
        let manifest =
            read(disk, root, Manifest::FILE, Code::Manifest, Manifest::from_json, &mut diagnostics);
        let lock = read(disk, root, Lock::FILE, Code::Lock, Lock::from_toml, &mut diagnostics);
        if configuration.is_none() && !diagnostics.has_errors() {
            diagnostics.push(no_configuration(root));
        }
        if let Some(configuration) = &configuration {
            check_own_files(disk, root, configuration, &mut diagnostics);
        }
        match configuration {
            Some(configuration) if !diagnostics.has_errors() => Ok(Self {
                root: root.to_path_buf(),
                configuration,
                manifest: manifest.unwrap_or_default(),
                lock,
            }),
            _ => Err(diagnostics),
        }
    }

    /// The files and folders whose change may change the wrappers for Rust, relative to the root or absolute.
    #[must_use]
    pub fn watched(&self) -> Vec<PathBuf> {
        self.watched_on(&Disk::default(), Language::default().host().watched())
    }

    pub(crate) fn watched_on(&self, disk: &Disk, of_host: &[&str]) -> Vec<PathBuf> {
        let files = [Configuration::FILE, Manifest::FILE, Lock::FILE].map(PathBuf::from);
        let own = self.configuration.libraries.values().filter_map(|source| match source {
            LibrarySource::Path(path) => Some(path.clone()),
            LibrarySource::Stdlib | LibrarySource::Package { .. } => None,
        });
        files
            .into_iter()
            .chain(of_host.iter().map(PathBuf::from))
            .chain(own)
            .filter(|path| disk.exists(&self.root.join(path)))
            .collect()
    }
}

fn read<T>(
    disk: &Disk,
    root: &Path,
    name: &str,
    code: Code,
    parse: impl Fn(&str) -> Result<T, ModelError>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let text = match disk.text(&root.join(name)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => {
            diagnostics.push(Diagnostic::error(code, format!("`{name}` cannot be read: {error}")));
            return None;
        }
    };
    match parse(&text) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            let diagnostic = Diagnostic::error(code, error.to_string());
            diagnostics.push(match code {
                Code::Manifest | Code::Lock => diagnostic.help("delete it and build again: it is generated"),
                _ => diagnostic,
            });
            None
        }
    }
}

fn no_configuration(root: &Path) -> Diagnostic {
    Diagnostic::error(Code::Configuration, format!("there is no `{}` in `{}`", Configuration::FILE, root.display()))
        .help("write one beside `Cargo.toml` that lists the libraries, such as:\n[libraries]\nmath = \"stdlib\"\nnumpy = \">=2\"")
}

/// Libraries of the user's own have to be where they are said to be, under the name they are imported by.
fn check_own_files(disk: &Disk, root: &Path, configuration: &Configuration, diagnostics: &mut Diagnostics) {
    for (name, source) in &configuration.libraries {
        let LibrarySource::Path(path) = source else { continue };
        let full = root.join(path);
        let is_module = disk.is_folder(&full) || full.extension().is_some_and(|extension| extension == "py");
        let problem = if !disk.exists(&full) {
            format!("`{}`, the library `{name}`, does not exist", path.display())
        } else if !is_module {
            format!("`{}`, the library `{name}`, is neither a `.py` file nor a folder", path.display())
        } else if full.file_stem().is_none_or(|stem| stem != name.as_str()) {
            format!("`{}` cannot be imported as `{name}`", path.display())
        } else {
            continue;
        };
        diagnostics.push(
            Diagnostic::error(Code::OwnFile, problem).help(
                "give the path of `name.py` or of the package's folder, relative to `snakebridge.toml`",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn problems(files: &[(&str, &str)]) -> String {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(root.path().join(name), text).unwrap();
        }
        Project::load(root.path()).err().map(|problems| problems.render(root.path())).unwrap_or_default()
    }

    #[test]
    fn a_missing_configuration_says_what_to_write() {
        assert!(problems(&[]).contains("write one beside `Cargo.toml`"));
    }

    #[test]
    fn all_files_are_checked_at_once() {
        let text =
            problems(&[("snakebridge.toml", "[libraries]\nx = 1"), ("snakebridge.manifest.json", "{")]);
        assert!(text.contains("SB0001") && text.contains("SB0002"), "{text}");
    }

    #[test]
    fn own_files_have_to_fit_their_name() {
        let text = problems(&[
            ("snakebridge.toml", "[libraries]\nhelpers = { path = \"other.py\" }"),
            ("other.py", ""),
        ]);
        assert!(text.contains("`other.py` cannot be imported as `helpers`"), "{text}");
    }
}
