//! Makes a module of every case: the wrappers that are expected, and the program they were made for.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=.");
    let mut cases: Vec<PathBuf> = fs::read_dir(root)?.flatten().map(|entry| entry.path()).collect();
    cases.retain(|case| case.join("python.json").is_file());
    cases.sort();
    let mut modules = String::new();
    for case in cases {
        let name = case.file_name().expect("it was found in a folder").to_string_lossy().into_owned();
        writeln!(modules, "/// The case `{name}`.\npub mod {name} {{").expect("writing to a string succeeds");
        for file in ["expected.rs", "input.rs"] {
            let path = case.join(file);
            if path.is_file() {
                writeln!(modules, "    include!({path:?});").expect("writing to a string succeeds");
            }
        }
        modules.push_str("}\n");
    }
    fs::write(target.join("cases.rs"), modules)
}
