//! The package as Cargo sees it: its name and the root file of each of its targets.

use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What is scanned.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The name under which its other targets know its library.
    pub(super) name: String,
    /// Root files, each with the crate it belongs to; those of the same number are looked at as one crate.
    pub(super) roots: Vec<(PathBuf, usize)>,
}

#[derive(Default, Deserialize)]
struct CargoToml {
    package: Option<Named>,
    lib: Option<Named>,
    #[serde(default)]
    bin: Vec<Named>,
    #[serde(default)]
    example: Vec<Named>,
    #[serde(default)]
    test: Vec<Named>,
    #[serde(default)]
    bench: Vec<Named>,
}

#[derive(Default, Deserialize)]
struct Named {
    name: Option<String>,
    path: Option<PathBuf>,
}

/// The crate that `src/lib.rs` and `src/main.rs` form.
pub(super) const MAIN: usize = 0;

/// Reads the package in `root`; without `Cargo.toml` it is taken for one with the usual folders.
pub(super) fn read(root: &Path) -> Result<Package, String> {
    let cargo: CargoToml = match fs::read_to_string(root.join("Cargo.toml")) {
        Ok(text) => toml::from_str(&text).map_err(|error| format!("`Cargo.toml` cannot be read: {error}"))?,
        Err(_) => CargoToml::default(),
    };
    let library = cargo.lib.unwrap_or_default();
    let name = library.name.or(cargo.package.and_then(|package| package.name)).unwrap_or_default();
    let mut package = Package { name: name.replace('-', "_"), roots: Vec::new() };
    package.add(root, library.path.unwrap_or_else(|| "src/lib.rs".into()), MAIN);
    package.add(root, "src/main.rs".into(), MAIN);
    let named = [cargo.bin, cargo.example, cargo.test, cargo.bench].into_iter().flatten();
    for path in named.filter_map(|target| target.path) {
        package.add_own(root, path);
    }
    for folder in ["src/bin", "examples", "tests", "benches"] {
        for path in discovered(root, Path::new(folder)) {
            package.add_own(root, path);
        }
    }
    Ok(package)
}

impl Package {
    fn add(&mut self, root: &Path, path: PathBuf, number: usize) {
        let is_known = self.roots.iter().any(|(known, _)| *known == path);
        if !is_known && root.join(&path).is_file() {
            self.roots.push((path, number));
        }
    }

    fn add_own(&mut self, root: &Path, path: PathBuf) {
        self.add(root, path, self.roots.len() + 1);
    }
}

/// Targets as Cargo discovers them: `folder/*.rs` and `folder/*/main.rs`.
fn discovered(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| folder.join(entry.file_name()))
        .map(|path| {
            if path.extension().is_some_and(|extension| extension == "rs") {
                path
            } else {
                path.join("main.rs")
            }
        })
        .collect();
    found.sort();
    found
}
