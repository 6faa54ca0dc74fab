//! Following `mod name;` from the roots of a package to all of its files.

use super::cache::Cache;
use super::package::{MAIN, Package};
use super::scopes::{FileModule, FileScan, Path as ModulePath, Tree};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to read, and where its module belongs.
struct Source {
    file: PathBuf,
    number: usize,
    module: ModulePath,
    /// The folder in which `mod name;` looks.
    folder: PathBuf,
}

/// Reads every file of the package.
pub(super) fn read(root: &Path, package: Package, cache: &mut Cache, diagnostics: &mut Diagnostics) -> Tree {
    let mut tree = Tree::named(package.name);
    let mut waiting: Vec<Source> = package
        .roots
        .into_iter()
        .rev()
        .map(|(file, number)| Source { folder: parent(&file), module: Vec::new(), file, number })
        .collect();
    let mut seen = BTreeSet::new();
    let mut orphans = None;
    loop {
        while let Some(source) = waiting.pop() {
            if !seen.insert((source.file.clone(), source.number)) {
                continue;
            }
            let Some(scan) = read_file(root, &source.file, cache, diagnostics) else { continue };
            waiting.extend(scan.files.iter().filter_map(|declared| locate(root, &source, declared)));
            tree.add(scan, &source.file, source.number, &source.module);
        }
        // Files that only a macro or `include!` brings in: where they stand tells best what they are.
        let next = orphans.get_or_insert_with(|| under_src(root)).pop();
        let Some(file) = next else { return tree };
        if !seen.iter().any(|(known, _)| *known == file) {
            waiting.push(placed(file));
        }
    }
}

fn read_file(root: &Path, file: &Path, cache: &mut Cache, diagnostics: &mut Diagnostics) -> Option<FileScan> {
    match fs::read_to_string(root.join(file)) {
        Ok(text) => cache.read(&text),
        Err(error) => {
            let message = format!("`{}` cannot be read: {error}", file.display());
            diagnostics.push(Diagnostic::warning(Code::Source, message));
            None
        }
    }
}

/// Where `mod name;` in `source` leads, as the Rust reference has it (items.mod.outlined).
fn locate(root: &Path, source: &Source, declared: &FileModule) -> Option<Source> {
    let (name, around) = declared.path.split_last()?;
    let mut folder = source.folder.clone();
    folder.extend(around);
    let (file, inner) = match &declared.named {
        Some(named) if around.is_empty() => {
            let file = parent(&source.file).join(named);
            let inner = parent(&file);
            (file, inner)
        }
        Some(named) => (folder.join(named), parent(&folder.join(named))),
        None => {
            let inner = folder.join(name);
            let beside = folder.join(format!("{name}.rs"));
            let file = if root.join(&beside).is_file() { beside } else { inner.join("mod.rs") };
            (file, inner)
        }
    };
    let module = source.module.iter().chain(&declared.path).cloned().collect();
    let is_there = root.join(&file).is_file();
    is_there.then_some(Source { file, number: source.number, module, folder: inner })
}

fn under_src(root: &Path) -> Vec<PathBuf> {
    let bins = Path::new("src/bin");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root.join("src"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_path_buf()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs") && !path.starts_with(bins))
        .collect();
    files.sort();
    files.reverse();
    files
}

fn placed(file: PathBuf) -> Source {
    let relative = file.strip_prefix("src").unwrap_or(&file).with_extension("");
    let mut module: ModulePath = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let folder = if module.last().is_some_and(|last| last == "mod") {
        module.pop();
        parent(&file)
    } else {
        file.with_extension("")
    };
    Source { file, number: MAIN, module, folder }
}

fn parent(file: &Path) -> PathBuf {
    file.parent().map(Path::to_path_buf).unwrap_or_default()
}
