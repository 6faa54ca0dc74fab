//! The environment that the cases run in: the pins of `packages.txt`, as many of them as can be installed.

use snakebridge_environment::{EnvironmentError, InstallFailure, Progress, Request, provision};
use std::path::{Path, PathBuf};

/// The version of Python that corpora are recorded with, as long as a package file does not say otherwise.
pub const VERSION: &str = "3.11";

/// An interpreter with packages.
#[derive(Debug)]
pub struct Provided {
    /// What to run.
    pub python: PathBuf,
    /// The pins that could not be installed; cases that need them fail.
    pub left_out: Vec<String>,
}

/// Reads the pins of a `packages.txt`; a corpus without that file needs none.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn pins(folder: &Path) -> Result<Vec<String>, String> {
    let path = folder.join("packages.txt");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Installs the pins together. A pin that the installer names as the reason of a failure is left out and the others are tried
/// again; where it names none, the halves are tried apart. Without a network everything is left out, so that at least what
/// needs no package runs.
///
/// # Errors
/// When there is no such Python.
pub fn provide(
    pins: Vec<String>,
    version: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<Provided, String> {
    let mut left_out = Vec::new();
    let pins = installable(pins, version, &mut left_out, progress)?;
    match install(&pins, version, progress) {
        Ok(python) => Ok(Provided { python, left_out }),
        Err(_) if !pins.is_empty() => {
            left_out.extend(pins);
            let python = install(&[], version, progress).map_err(|error| error.to_string())?;
            Ok(Provided { python, left_out })
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Those of the pins that can be installed; the others go to `left_out`.
fn installable(
    mut pins: Vec<String>,
    version: &str,
    left_out: &mut Vec<String>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<String>, String> {
    loop {
        let error = match install(&pins, version, progress) {
            Ok(_) => return Ok(pins),
            Err(error) if pins.is_empty() => return Err(error.to_string()),
            Err(error) => error,
        };
        progress(Progress::Output(error.to_string()));
        if let Some(index) = guilty(&error).and_then(|name| position(&pins, &name)) {
            left_out.push(pins.remove(index));
        } else if pins.len() == 1 || !is_of_some(&error) {
            left_out.append(&mut pins);
        } else {
            let second = pins.split_off(pins.len() / 2);
            let mut both = installable(pins, version, left_out, progress)?;
            both.extend(installable(second, version, left_out, progress)?);
            return Ok(both);
        }
    }
}

fn install(
    pins: &[String],
    version: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<PathBuf, EnvironmentError> {
    let request = Request {
        version: Some(version.to_owned()),
        requirements: pins.to_vec(),
        root: PathBuf::from("."),
        ..Request::default()
    };
    Ok(provision(&request, progress)?.interpreter.path)
}

/// Whether fewer pins may fare better.
fn is_of_some(error: &EnvironmentError) -> bool {
    matches!(error, EnvironmentError::Install { failure, .. } if !matches!(failure, InstallFailure::Network { .. }))
}

/// The package that an installation failed for.
fn guilty(error: &EnvironmentError) -> Option<String> {
    let EnvironmentError::Install { failure, .. } = error else { return None };
    match failure {
        InstallFailure::NoSuchPackage { package } => Some(package.clone()),
        InstallFailure::NoSuchVersion { requirement, .. } => Some(requirement.clone()),
        InstallFailure::Build { package, .. } => package.clone(),
        _ => None,
    }
}

fn position(pins: &[String], name: &str) -> Option<usize> {
    let name = distribution(name);
    pins.iter().position(|pin| distribution(pin) == name)
}

/// The normalised name (PEP 503) at the start of a requirement.
#[must_use]
pub fn distribution(requirement: &str) -> String {
    let end = requirement.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
    let name = &requirement[..end.unwrap_or(requirement.len())];
    let parts: Vec<_> = name.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
    parts.join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_found_by_its_normalised_name() {
        let pins = ["Jinja2==3.1.6".to_owned(), "PyYAML==6.0.3".to_owned(), "a_b.c==1".to_owned()];
        assert_eq!(position(&pins, "pyyaml==6.0.3"), Some(1));
        assert_eq!(position(&pins, "A-B-C"), Some(2));
        assert_eq!(position(&pins, "jinja"), None);
    }

    #[test]
    fn pins_are_the_lines_without_comments() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(pins(folder.path()).unwrap(), Vec::<String>::new());
        std::fs::write(folder.path().join("packages.txt"), "# pins\na==1\n\n b==2 # why\n").unwrap();
        assert_eq!(pins(folder.path()).unwrap(), ["a==1", "b==2"]);
    }
}
