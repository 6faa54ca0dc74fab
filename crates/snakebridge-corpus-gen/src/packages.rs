//! What packages are called where they are imported: asked of their metadata, never of a table.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// An installed distribution.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Package {
    pub(crate) version: String,
    /// Dotted paths: a distribution may share a namespace package with others.
    pub(crate) imports: Vec<String>,
}

/// Looks packages up by the names of their distributions; those that are not installed are missing from the answer.
pub(crate) fn describe(python: &Path, names: &[String]) -> Result<BTreeMap<String, Package>, String> {
    let mut command = Command::new(python);
    command.args(["-I", "-c", include_str!("packages.py")]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let failed = |error: std::io::Error| format!("`{}`: {error}", python.display());
    let mut child = command.spawn().map_err(failed)?;
    let question = serde_json::to_string(names).expect("names are text");
    child.stdin.take().expect("it is piped").write_all(question.as_bytes()).map_err(failed)?;
    let output = child.wait_with_output().map_err(failed)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let answer = text.lines().find_map(|line| line.strip_prefix("snakebridge:"));
    let answer = answer.ok_or("the packages cannot be looked up")?;
    serde_json::from_str(answer).map_err(|error| error.to_string())
}

/// The version of an interpreter.
pub(crate) fn version(python: &Path) -> Result<String, String> {
    let mut command = Command::new(python);
    command.args(["-I", "-c", "import platform; print(platform.python_version())"]);
    let output = command.output().map_err(|error| format!("`{}`: {error}", python.display()))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The imports of a package as libraries: top-level names, each with the parts of it that are the package's own if it is shared.
pub(crate) fn libraries(package: &Package) -> BTreeMap<&str, Vec<&str>> {
    let mut libraries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for import in &package.imports {
        let (top, is_shared) =
            import.split_once('.').map_or((import.as_str(), false), |(top, _)| (top, true));
        let parts = libraries.entry(top).or_default();
        parts.extend(is_shared.then_some(import.as_str()));
    }
    libraries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_namespace_is_narrowed_to_what_is_the_packages_own() {
        let package = Package {
            version: "1".into(),
            imports: vec!["a".into(), "ns.cloud.storage".into(), "ns.other".into()],
        };
        let expected = BTreeMap::from([("a", vec![]), ("ns", vec!["ns.cloud.storage", "ns.other"])]);
        assert_eq!(libraries(&package), expected);
    }
}
