//! `cargo xtask memcheck`: the embedded engine under valgrind, and on a debug build of Python, which looks after its reference counts and its C API.

use crate::fuzz::host;
use crate::pythons;
use crate::step::{Outcome, absolute, cargo, root, step};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to look at.
#[derive(Args)]
pub(crate) struct Memcheck {
    /// The interpreter for valgrind [default: the newest that is here: 3.12 and newer need no suppressions]
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
    /// A debug build of Python [default: `python3.x-dbg` of the `PATH`, else Debian's, which is unpacked below `target`]
    #[arg(long, value_name = "PATH")]
    debug_python: Option<PathBuf>,
    /// Only rows of the scenario table and cases with this in their name
    #[arg(long, value_name = "SUBSTRING", default_value = "")]
    only: String,
}

/// No suppressions: what CPython itself does is clean without its own allocator, which hides errors.
const VALGRIND: &str =
    "valgrind --quiet --error-exitcode=99 --fair-sched=yes --child-silent-after-fork=yes --num-callers=40";
/// What has lost its last pointer; whatever is for the life of the process, has not.
const LEAKS: &str = "--leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite";
/// Programs that the tests start, and that are not the tests.
const OTHERS: &str = "--trace-children=yes --trace-children-skip=*/python*,*/true,*/sh";

pub(crate) fn run(memcheck: &Memcheck) -> Outcome {
    let debug = match &memcheck.debug_python {
        Some(python) => Some(absolute(python)?),
        None => debug_python()?,
    };
    match &debug {
        Some(python) => tests(memcheck, python, None)?,
        None => {
            eprintln!("\n== no debug build of Python: there is none in the `PATH`, and `apt-get` has none")
        }
    }
    let python = match &memcheck.python {
        Some(python) => absolute(python)?,
        None => pythons::each_minor()?.pop().ok_or("there is no Python")?.1,
    };
    tests(memcheck, &python, Some(VALGRIND))
}

/// The scenario table, calls from eight threads at once, and the cases of soundness.
fn tests(memcheck: &Memcheck, python: &Path, checker: Option<&str>) -> Outcome {
    let how = if checker.is_some() { "under valgrind" } else { "as it is" };
    for (test, variable, options) in [
        ("embed", "SNAKEBRIDGE_TEST_EMBED_PYTHON", LEAKS),
        ("soundness", "SNAKEBRIDGE_TEST_SOUNDNESS_PYTHON", OTHERS),
    ] {
        let mut run =
            cargo(&["test", "--quiet", "--package", "snakebridge", "--test", test, "--", &memcheck.only]);
        run.env(variable, python);
        if let Some(checker) = checker {
            let triple = host()?.to_uppercase().replace('-', "_");
            run.env(format!("CARGO_TARGET_{triple}_RUNNER"), format!("{checker} {options}"));
            run.env("PYTHONMALLOC", "malloc").env("SNAKEBRIDGE_TEST_ROUNDS", "5");
        }
        step(&format!("{test} on {} {how}", python.display()), &mut run)?;
    }
    Ok(())
}

/// A debug build, if one can be had.
fn debug_python() -> Result<Option<PathBuf>, String> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let names = || (9..=13).rev().map(|minor| format!("python3.{minor}-dbg"));
    let here = std::env::split_paths(&folders).flat_map(|folder| names().map(move |name| folder.join(name)));
    if let Some(python) = here.into_iter().find(|python| python.is_file()) {
        return Ok(Some(python));
    }
    let folder = root().join("target/debug-python");
    let unpacked = || names().map(|name| folder.join("usr/bin").join(name)).find(|python| python.is_file());
    if unpacked().is_none() && Command::new("apt-get").arg("--version").output().is_ok() {
        unpack_debian(&folder)?;
    }
    Ok(unpacked())
}

/// Debian's debug build with its library, without installing it.
fn unpack_debian(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let script = "version=$(apt-cache depends python3-dbg | sed -n 's/.*Depends: \\(python3\\.[0-9]*\\)-dbg.*/\\1/p' | head -n 1) && test -n \"$version\" \
                  && apt-get download \"$version-dbg\" \"lib$version-dbg\" \"lib$version-stdlib\" \"lib$version-minimal\" \
                  && for package in *.deb; do dpkg -x \"$package\" . || exit 1; done && rm -f -- *.deb";
    step("Debian's debug build of Python", Command::new("sh").args(["-c", script]).current_dir(folder))
}
