//! The files of a scratch crate, as data.

use crate::packages::{Package, libraries};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `snakebridge.toml`
#[derive(Serialize)]
struct Configuration<'a> {
    generate: &'static str,
    python: Python<'a>,
    libraries: BTreeMap<&'a str, Library<'a>>,
}

#[derive(Serialize)]
struct Python<'a> {
    interpreter: &'a Path,
}

#[derive(Serialize)]
struct Library<'a> {
    package: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<&'a str>,
}

/// `Cargo.toml`
#[derive(Serialize)]
struct Manifest {
    package: CargoPackage,
    lib: CargoLibrary,
    dependencies: BTreeMap<&'static str, CargoDependency>,
    lints: BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>,
    /// It is in no workspace but its own.
    workspace: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct CargoPackage {
    name: String,
    version: &'static str,
    edition: &'static str,
}

#[derive(Serialize)]
struct CargoLibrary {
    path: &'static str,
}

#[derive(Serialize)]
struct CargoDependency {
    path: PathBuf,
}

/// The configuration that wraps all of a package, with an interpreter that has it.
pub(crate) fn configuration(python: &Path, distribution: &str, package: &Package) -> Result<String, String> {
    let libraries = libraries(package)
        .into_iter()
        .map(|(name, include)| (name, Library { package: distribution, version: &package.version, include }));
    let configuration = Configuration {
        generate: "all",
        python: Python { interpreter: python },
        libraries: libraries.collect(),
    };
    toml::to_string(&configuration).map_err(|error| error.to_string())
}

/// The configuration that wraps what is used of packages that are imported by their own names.
pub(crate) fn configuration_of_used(python: &Path, packages: &[(&str, &Package)]) -> Result<String, String> {
    let libraries = packages.iter().map(|(name, package)| {
        (*name, Library { package: name, version: &package.version, include: Vec::new() })
    });
    let configuration = Configuration {
        generate: "used",
        python: Python { interpreter: python },
        libraries: libraries.collect(),
    };
    toml::to_string(&configuration).map_err(|error| error.to_string())
}

/// The manifest of a crate that has warnings for errors.
pub(crate) fn manifest(distribution: &str, repository: &Path) -> Result<String, String> {
    let manifest = Manifest {
        package: CargoPackage {
            name: format!("wrapped-{}", distribution.replace('.', "-")),
            version: "0.0.0",
            edition: "2024",
        },
        lib: CargoLibrary { path: "lib.rs" },
        dependencies: BTreeMap::from([(
            "snakebridge",
            CargoDependency { path: repository.join("crates/snakebridge") },
        )]),
        lints: BTreeMap::from([
            ("rust", BTreeMap::from([("warnings", "deny")])),
            ("rustdoc", BTreeMap::from([("all", "deny")])),
        ]),
        workspace: BTreeMap::new(),
    };
    toml::to_string(&manifest).map_err(|error| error.to_string())
}

/// The crate itself.
pub(crate) const LIBRARY: &str =
    "//! Wrappers of a whole package.\n\ninclude!(\"generated/snakebridge.rs\");\n";
