//! Digests the generator's own source, so that the lock tells which generator wrote the wrappers.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let source = root.join("src");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", source.display());

    let mut digest = Sha256::new();
    for entry in walkdir::WalkDir::new(&source).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let content = fs::read(entry.path())?;
            let name = entry
                .path()
                .strip_prefix(&source)
                .expect("it was found there")
                .to_string_lossy()
                .into_owned();
            for part in [name.as_bytes(), &content] {
                digest.update((part.len() as u64).to_le_bytes());
                digest.update(part);
            }
        }
    }
    let mut hex = String::new();
    for byte in &digest.finalize()[..8] {
        write!(hex, "{byte:02x}").expect("writing to a string succeeds");
    }
    println!("cargo:rustc-env=SNAKEBRIDGE_GENERATOR_SOURCE={hex}");
    Ok(())
}
