//! Following `mod name;` and `include!` from the roots of all packages to all of their files.

use super::cache::Cache;
use super::package::Package;
use super::scopes::{FileModule, FileScan, Include, Path as ModulePath};
use super::tree::{Position, Tree};
use super::workspace::Packages;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to read, and where it belongs.
struct Source {
    file: PathBuf,
    position: Position,
    /// The folder in which `mod name;` looks.
    folder: PathBuf,
    /// The folder of the package.
    package: PathBuf,
    /// The files that include it, one the other.
    included_by: Vec<PathBuf>,
}

/// Reads every file of the packages.
pub(super) fn read(
    root: &Path,
    packages: Packages,
    cache: &mut Cache,
    diagnostics: &mut Diagnostics,
) -> Tree {
    let mut reader = Reader {
        root,
        cache,
        diagnostics,
        tree: Tree::of(packages.crates),
        seen: BTreeSet::new(),
        waiting: Vec::new(),
    };
    for package in packages.packages {
        for (file, number) in package.roots.iter().rev() {
            reader.waiting.push(Source::root(&package, file, *number, Vec::new(), parent(file)));
        }
        reader.follow();
        // Files that only a macro brings in: where they stand tells best what they are.
        for file in under_src(root, &package) {
            if !reader.seen.iter().any(|(known, _)| *known == file) {
                reader.waiting.push(placed(&package, &file));
                reader.follow();
            }
        }
    }
    reader.tree
}

struct Reader<'a> {
    root: &'a Path,
    cache: &'a mut Cache,
    diagnostics: &'a mut Diagnostics,
    tree: Tree,
    seen: BTreeSet<(PathBuf, Position)>,
    waiting: Vec<Source>,
}

impl Reader<'_> {
    fn follow(&mut self) {
        while let Some(source) = self.waiting.pop() {
            if !self.seen.insert((source.file.clone(), source.position.clone())) {
                continue;
            }
            let Some(mut scan) = self.read_file(&source) else { continue };
            let (files, includes) = (std::mem::take(&mut scan.files), std::mem::take(&mut scan.includes));
            let first = self.tree.add(scan, &source.file, &source.position);
            let declared =
                files.iter().flat_map(|declared| self.locate(&source, declared)).collect::<Vec<_>>();
            let included = includes.iter().filter_map(|include| self.included(&source, include, first));
            let included = included.collect::<Vec<_>>();
            self.waiting.extend(declared.into_iter().chain(included));
        }
    }

    fn read_file(&mut self, source: &Source) -> Option<FileScan> {
        match fs::read_to_string(self.root.join(&source.file)) {
            Ok(text) => self.cache.read(&text, !source.included_by.is_empty()),
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", source.file.display());
                self.diagnostics.push(Diagnostic::warning(Code::Source, message));
                None
            }
        }
    }

    /// Where `mod name;` in `source` leads, as the Rust reference has it (items.mod.outlined); to several files if `cfg`
    /// chooses.
    fn locate(&self, source: &Source, declared: &FileModule) -> Vec<Source> {
        let Some((name, around)) = declared.path.split_last() else { return Vec::new() };
        let (start, covered) = match &declared.folder {
            Some(folder) => {
                let start = if folder.beside { parent(&source.file) } else { source.folder.clone() };
                (folder.parts.iter().fold(start, |path, part| path.join(part)), folder.depth)
            }
            None => (source.folder.clone(), 0),
        };
        let folder = around[covered..].iter().fold(start, |path, part| path.join(part));
        let beside = if around.is_empty() { parent(&source.file) } else { folder.clone() };
        let mut found: Vec<(PathBuf, PathBuf)> = Vec::new();
        for (path, _) in &declared.named {
            let file = normal(&beside.join(path));
            found.push((file.clone(), parent(&file)));
        }
        if !declared.named.iter().any(|(_, always)| *always) {
            let inner = folder.join(name);
            found.push((folder.join(format!("{name}.rs")), inner.clone()));
            found.push((inner.join("mod.rs"), inner));
        }
        let module: ModulePath = source.position.module.iter().chain(&declared.path).cloned().collect();
        let is_there = |(file, _): &(PathBuf, PathBuf)| self.root.join(file).is_file();
        let sources = found.into_iter().filter(is_there).map(|(file, folder)| Source {
            position: Position { number: source.position.number, module: module.clone(), block: None },
            package: source.package.clone(),
            file,
            folder,
            included_by: Vec::new(),
        });
        sources.collect()
    }

    /// A file that `source`, whose first scope is `first`, includes.
    fn included(&self, source: &Source, include: &Include, first: usize) -> Option<Source> {
        let start = if include.of_package { source.package.clone() } else { parent(&source.file) };
        let file = normal(&start.join(&include.file));
        let chain: Vec<PathBuf> = source.included_by.iter().chain([&source.file]).cloned().collect();
        if chain.contains(&file) || !self.root.join(&file).is_file() {
            return None;
        }
        let scope = first + include.scope;
        let here = self.tree.scope(scope);
        Some(Source {
            position: Position {
                number: source.position.number,
                module: here.module.clone(),
                block: here.parent.is_some().then_some(scope),
            },
            folder: parent(&file),
            package: source.package.clone(),
            file,
            included_by: chain,
        })
    }
}

impl Source {
    fn root(package: &Package, file: &Path, number: usize, module: ModulePath, folder: PathBuf) -> Self {
        Self {
            file: file.to_path_buf(),
            position: Position { number, module, block: None },
            folder,
            package: package.folder.clone(),
            included_by: Vec::new(),
        }
    }
}

fn under_src(root: &Path, package: &Package) -> Vec<PathBuf> {
    let bins = package.folder.join("src/bin");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root.join(&package.folder).join("src"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_path_buf()))
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "rs") && !path.starts_with(&bins)
        })
        .collect();
    files.sort();
    files
}

fn placed(package: &Package, file: &Path) -> Source {
    let relative = file.strip_prefix(package.folder.join("src")).unwrap_or(file).with_extension("");
    let mut module: ModulePath = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let folder = if module.last().is_some_and(|last| last == "mod") {
        module.pop();
        parent(file)
    } else {
        file.with_extension("")
    };
    Source::root(package, file, package.library, module, folder)
}

fn parent(file: &Path) -> PathBuf {
    file.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The path without `.`, and without `..` after a folder: one file has one path.
pub(super) fn normal(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}
