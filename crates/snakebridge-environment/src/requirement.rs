//! What is to be installed (PEP 508), as far as it has to be understood here; the installer understands the rest.

use crate::environment::Package;
use crate::{EnvironmentError, cache};
use pep440_rs::{Version, VersionSpecifiers};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Requirement {
    /// As it was written, trimmed.
    pub(crate) text: String,
    /// The normalised name; a path has none.
    name: Option<String>,
    /// The versions asked for; `None` for those of a URL and those we cannot read.
    specifiers: Option<VersionSpecifiers>,
    /// It has a marker: whether it applies here is for the installer to say.
    conditional: bool,
}

impl Requirement {
    /// Reads requirements, sorted and each once.
    pub(crate) fn parse_all(texts: &[String]) -> Result<Vec<Self>, EnvironmentError> {
        let mut all = texts.iter().map(|text| Self::parse(text)).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|one, other| one.text.cmp(&other.text));
        all.dedup();
        Ok(all)
    }

    fn parse(text: &str) -> Result<Self, EnvironmentError> {
        let text = text.trim();
        // An option of the installer is no requirement, and must not become one of its arguments.
        if text.is_empty() || text.starts_with('-') {
            return Err(EnvironmentError::Requirement { text: text.to_owned() });
        }
        let (body, marker) = text.split_once(';').unwrap_or((text, ""));
        let conditional = !marker.trim().is_empty();
        let end =
            body.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(body.len());
        let (name, rest) = body.split_at(end);
        let rest = rest.trim_start();
        let is_path = name.is_empty() || name.starts_with('.') || rest.starts_with(['/', '\\', ':']);
        if is_path || name.ends_with(".whl") {
            return Ok(Self { text: text.to_owned(), name: None, specifiers: None, conditional });
        }
        let rest = match rest.strip_prefix('[') {
            Some(extras) => extras.split_once(']').map_or("", |(_, rest)| rest).trim_start(),
            None => rest,
        };
        let rest = rest.trim().trim_start_matches('(').trim_end_matches(')');
        let specifiers = VersionSpecifiers::from_str(rest).ok();
        Ok(Self { text: text.to_owned(), name: Some(normalised(name)), specifiers, conditional })
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The requirement, and the version that is there instead, when `packages` do not satisfy it.
    pub(crate) fn missing_in(&self, packages: &[Package]) -> Option<(String, Option<String>)> {
        let name = self.name.as_ref().filter(|_| !self.conditional)?;
        let Some(package) = packages.iter().find(|package| package.name == *name) else {
            return Some((self.text.clone(), None));
        };
        let specifiers = self.specifiers.as_ref()?;
        let version = Version::from_str(&package.version).ok()?;
        (!specifiers.contains(&version)).then(|| (self.text.clone(), Some(package.version.clone())))
    }

    /// What decides about the result of installing it: the text, and for a file its identity.
    pub(crate) fn identity(&self, root: &Path) -> String {
        let Some(path) = self.path(root) else { return self.text.clone() };
        let changed = cache::modified(&path).unwrap_or_default();
        format!("{} {} {changed}", self.text, path.display())
    }

    /// The file or folder that it names.
    fn path(&self, root: &Path) -> Option<PathBuf> {
        let target = match &self.name {
            None => self.text.as_str(),
            Some(_) => self.text.split_once('@')?.1.trim(),
        };
        let target = target.strip_prefix("file://").unwrap_or(target);
        let path = root.join(target.split(['[', ';', '#']).next().unwrap_or_default().trim());
        path.exists().then_some(path)
    }
}

/// The name of a distribution as PEP 503 normalises it.
pub(crate) fn normalised(name: &str) -> String {
    let parts: Vec<_> = name.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
    parts.join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str) -> Package {
        Package { name: name.to_owned(), version: version.to_owned(), record: None }
    }

    #[test]
    fn names_are_normalised() {
        for name in ["Scikit-Learn", "scikit_learn", "scikit.learn", "scikit--learn"] {
            assert_eq!(normalised(name), "scikit-learn");
        }
    }

    #[test]
    fn satisfied_or_missing() {
        let packages =
            [package("numpy", "2.1.0"), package("scikit-learn", "1.7.2"), package("torch", "2.1.0+cpu")];
        let cases = [
            ("numpy", true),
            ("NumPy>=2,<3", true),
            ("numpy (>=2)", true),
            ("numpy>=3", false),
            ("numpy==2.1", true),
            ("scikit_learn[extra]==1.7.2", true),
            ("scikit-learn == 1.8", false),
            ("torch==2.1.0", true),
            ("pandas", false),
            ("pandas; python_version < '3.5'", true),
            ("pandas @ https://example.org/pandas.whl", false),
            ("numpy @ https://example.org/numpy.whl", true),
            ("./local", true),
            ("folder/file.whl", true),
            ("/abs/numpy-1-py3-none-any.whl", true),
        ];
        for (text, satisfied) in cases {
            let requirement = Requirement::parse(text).unwrap();
            assert_eq!(requirement.missing_in(&packages).is_none(), satisfied, "{text}");
        }
    }

    #[test]
    fn options_are_no_requirements() {
        for text in ["-e .", "--pre", "", "  "] {
            assert!(Requirement::parse_all(&[text.to_owned()]).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_identity_of_a_file_changes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let wheel = folder.path().join("a-1-py3-none-any.whl");
        std::fs::write(&wheel, "1").unwrap();
        for text in ["./a-1-py3-none-any.whl".to_owned(), format!("a @ file://{}", wheel.display())] {
            let requirement = Requirement::parse(&text).unwrap();
            let before = requirement.identity(folder.path());
            let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
            std::fs::File::options().write(true).open(&wheel).unwrap().set_modified(later).unwrap();
            assert_ne!(requirement.identity(folder.path()), before);
            std::fs::write(&wheel, "1").unwrap();
        }
        assert_eq!(Requirement::parse("numpy>=2").unwrap().identity(folder.path()), "numpy>=2");
    }
}
