//! Generates SnakeBridge wrappers from a build script.
//!
//! ```no_run
//! // build.rs
//! fn main() {
//!     snakebridge_build::generate();
//! }
//! ```
//!
//! The program then says `snakebridge::bindings!();` in its `main.rs` or `lib.rs`, and uses Python's libraries below
//! `py`. Which ones there are is written in `snakebridge.toml`, beside `Cargo.toml`.
#![expect(clippy::needless_doctest_main, reason = "a build script has a `main`")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is how a build script speaks to Cargo")]

mod terminal;

use snakebridge_codegen::{Diagnostics, Options, Outcome, Project, Severity, SystemPython};
use std::env;
use std::path::{Path, PathBuf};
use terminal::Terminal;

/// Variables that bear on what is generated.
const VARIABLES: [&str; 6] = [
    "SNAKEBRIDGE_STRICT",
    "SNAKEBRIDGE_PYTHON",
    "SNAKEBRIDGE_CACHE",
    "SNAKEBRIDGE_UV",
    "SNAKEBRIDGE_OFFLINE",
    "SNAKEBRIDGE_PROBE_TIMEOUT",
];

/// Generates the wrappers for what the package uses. On an error, everything there is to tell is printed, and the build
/// fails.
pub fn generate() {
    let root = folder("CARGO_MANIFEST_DIR");
    let out_dir = folder("OUT_DIR");
    for name in VARIABLES {
        println!("cargo::rerun-if-env-changed={name}");
    }
    println!("cargo::rerun-if-changed=snakebridge.toml");
    let diagnostics = match Project::load(&root) {
        Ok(project) => run(&project, out_dir),
        Err(diagnostics) => diagnostics,
    };
    report(&diagnostics, &root);
}

fn run(project: &Project, out_dir: PathBuf) -> Diagnostics {
    let watched = project.watched();
    watched.iter().for_each(|path| watch(path));
    let strict = env::var("SNAKEBRIDGE_STRICT").is_ok_and(|value| !matches!(value.as_str(), "" | "0"));
    let options = Options { strict, out_dir: Some(out_dir), ..Options::default() };
    let mut terminal = Terminal::open();
    let mut python = SystemPython::new(project, |progress| terminal.show(&progress));
    let Outcome { diagnostics, interpreter, installed, scanned, .. } =
        snakebridge_codegen::generate(project, &options, &mut python);
    let elsewhere = scanned.iter().filter(|file| !watched.iter().any(|path| file.starts_with(path)));
    elsewhere.for_each(|file| watch(file));
    // An environment that has disappeared is made again.
    interpreter.iter().for_each(|path| watch(path));
    // So is what was made for a version that is not there any more.
    installed.iter().for_each(|path| watch(path));
    diagnostics
}

fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

fn report(diagnostics: &Diagnostics, root: &Path) {
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        let site = diagnostic.site.as_ref();
        let place = site.map(|site| format!("{}:{}:{}: ", site.file.display(), site.line, site.column));
        println!("cargo::warning={}{}", place.unwrap_or_default(), diagnostic.message.replace('\n', " "));
    }
    if diagnostics.has_errors() {
        eprintln!("\n{}", diagnostics.render(root));
        std::process::exit(1);
    }
}

fn folder(variable: &str) -> PathBuf {
    match env::var_os(variable) {
        Some(folder) => folder.into(),
        None => panic!("`{variable}` is not set: `snakebridge_build::generate` belongs into a `build.rs`"),
    }
}
