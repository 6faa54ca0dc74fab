//! A package as Cargo sees it: its name, the root file of each of its targets, and what it depends on.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What is scanned of a package.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Its folder, relative to the project's.
    pub(super) folder: PathBuf,
    /// The crate that `src/lib.rs` is, or else `src/main.rs`.
    pub(super) library: usize,
    /// Root files, each with the number of the crate it is.
    pub(super) roots: Vec<(PathBuf, usize)>,
    /// How many crates there are, with those of the packages before.
    pub(super) next: usize,
}

/// The part of a `Cargo.toml` that tells what there is to compile.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct CargoToml {
    pub(super) package: Option<Section>,
    pub(super) workspace: Option<Workspace>,
    lib: Option<Named>,
    bin: Vec<Named>,
    example: Vec<Named>,
    test: Vec<Named>,
    bench: Vec<Named>,
    dependencies: Dependencies,
    dev_dependencies: Dependencies,
    build_dependencies: Dependencies,
    target: BTreeMap<String, PlatformDependencies>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Section {
    pub(super) name: Option<String>,
    /// The folder of the workspace it belongs to.
    pub(super) workspace: Option<toml::Value>,
    autobins: Option<bool>,
    autoexamples: Option<bool>,
    autotests: Option<bool>,
    autobenches: Option<bool>,
}

/// `[workspace]`
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Workspace {
    pub(super) members: Vec<String>,
    pub(super) exclude: Vec<String>,
    pub(super) dependencies: Dependencies,
}

#[derive(Debug, Default, Deserialize)]
struct Named {
    name: Option<String>,
    path: Option<PathBuf>,
}

/// By the name it is known under.
pub(super) type Dependencies = BTreeMap<String, Dependency>;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct PlatformDependencies {
    dependencies: Dependencies,
    dev_dependencies: Dependencies,
}

/// One dependency.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Dependency {
    /// One that is no version alone.
    Table {
        path: Option<PathBuf>,
        package: Option<String>,
        #[serde(default)]
        workspace: bool,
    },
    /// A version.
    Other(serde::de::IgnoredAny),
}

impl CargoToml {
    /// Reads the `Cargo.toml` in a folder; without one, the folder is taken for a package as usual.
    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        match fs::read_to_string(folder.join("Cargo.toml")) {
            Ok(text) => Self::parse(&text),
            Err(_) => Ok(Self::default()),
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| format!("`Cargo.toml` cannot be read: {error}"))
    }

    /// The name of the library, as Rust writes it.
    pub(super) fn library_name(&self) -> Option<String> {
        let library = self.lib.as_ref().and_then(|library| library.name.as_ref());
        let name = library.or(self.package.as_ref().and_then(|package| package.name.as_ref()))?;
        Some(name.replace('-', "_"))
    }

    /// Everything it depends on, but what only its build script does: that has no `py`.
    pub(super) fn dependencies(&self) -> impl Iterator<Item = (&String, &Dependency)> {
        let on_platforms =
            self.target.values().flat_map(|target| [&target.dependencies, &target.dev_dependencies]);
        [&self.dependencies, &self.dev_dependencies].into_iter().chain(on_platforms).flatten()
    }

    /// The targets of the package in `folder`, relative to `root`; their crates have numbers from `first` on.
    pub(super) fn package(&self, root: &Path, folder: PathBuf, first: usize) -> Package {
        let mut package = Package { folder, library: first, roots: Vec::new(), next: first + 1 };
        let library = self.lib.as_ref().and_then(|library| library.path.clone());
        let library = package.folder.join(library.unwrap_or_else(|| "src/lib.rs".into()));
        let has_library = package.add(root, library, first);
        let main = package.folder.join("src/main.rs");
        if has_library {
            package.add_own(root, main);
        } else {
            package.add(root, main, first);
        }
        let section = self.package.as_ref();
        let automatic = |choose: fn(&Section) -> Option<bool>| section.and_then(choose).unwrap_or(true);
        let kinds = [
            (&self.bin, "src/bin", automatic(|section| section.autobins)),
            (&self.example, "examples", automatic(|section| section.autoexamples)),
            (&self.test, "tests", automatic(|section| section.autotests)),
            (&self.bench, "benches", automatic(|section| section.autobenches)),
        ];
        for (named, usual, is_automatic) in kinds {
            let usual = package.folder.join(usual);
            let named = named.iter().flat_map(|target| target.places(&package.folder, &usual));
            let found = is_automatic.then(|| discovered(root, &usual)).into_iter().flatten();
            for path in named.chain(found).collect::<Vec<_>>() {
                package.add_own(root, path);
            }
        }
        package
    }
}

impl Named {
    /// Where the root file of a target may be.
    fn places(&self, folder: &Path, usual: &Path) -> Vec<PathBuf> {
        match (&self.path, &self.name) {
            (Some(path), _) => vec![folder.join(path)],
            (None, Some(name)) => vec![usual.join(format!("{name}.rs")), usual.join(name).join("main.rs")],
            (None, None) => Vec::new(),
        }
    }
}

impl Package {
    /// Adds the root file of a crate, if it is there and not known; gives whether it was added.
    fn add(&mut self, root: &Path, path: PathBuf, number: usize) -> bool {
        let is_known = self.roots.iter().any(|(known, _)| *known == path);
        let is_new = !is_known && root.join(&path).is_file();
        if is_new {
            self.roots.push((path, number));
        }
        is_new
    }

    fn add_own(&mut self, root: &Path, path: PathBuf) {
        if self.add(root, path, self.next) {
            self.next += 1;
        }
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
