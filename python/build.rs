//! Embeds `__main__.py` and the package `snakebridge` into the crate.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders that are no part of what a worker runs.
const SKIPPED: [&str; 2] = ["__pycache__", "tests"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    watch(&root.join("build.rs"));

    let mut files = Vec::new();
    collect(&root.join("__main__.py"), &mut files)?;
    collect(&root.join("snakebridge"), &mut files)?;
    files.sort();
    fs::write(target.join("files.rs"), table(&root, &files)?)
}

/// Adds `path`, or the Python files under it. What does not exist is watched too, so that its appearance is noticed.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        if SKIPPED.iter().any(|skipped| path.ends_with(skipped)) {
            return Ok(());
        }
        watch(path);
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "py") {
        watch(path);
        if path.is_file() {
            files.push(path.to_path_buf());
        }
    }
    Ok(())
}

/// The source of `FILES` and `DIGEST`. Names and contents go into the digest with their lengths, so that no two trees
/// share one.
fn table(root: &Path, files: &[PathBuf]) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut rows = String::new();
    for file in files {
        let name = name_of(file.strip_prefix(root).expect("the file was found under the root"));
        let content = fs::read(file)?;
        digest.update((name.len() as u64).to_le_bytes());
        digest.update(&name);
        digest.update((content.len() as u64).to_le_bytes());
        digest.update(&content);
        let source =
            file.to_str().ok_or_else(|| io::Error::other(format!("`{}` is not UTF-8", file.display())))?;
        writeln!(rows, "    ({name:?}, include_bytes!({source:?})),").expect("writing to a string succeeds");
    }
    let mut hex = String::new();
    for byte in &digest.finalize()[..8] {
        write!(hex, "{byte:02x}").expect("writing to a string succeeds");
    }
    Ok(format!(
        "pub(crate) const FILES: &[(&str, &[u8])] = &[\n{rows}];\n\
         /// Identifies the adapter: a digest of the names and contents of its files.\n\
         pub const DIGEST: &str = {hex:?};\n"
    ))
}

fn name_of(relative: &Path) -> String {
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn watch(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}
