//! `cargo xtask test`: all tests.

use crate::step::{Outcome, cargo, root, step};
use crate::{check, corpus, elixir, pythons};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) fn run() -> Outcome {
    adapter_on_every_python()?;
    // Build scripts would do it, too, but Cargo keeps to itself what they say of an installation.
    step("Python libraries of the typed tests", &mut check::generate(&["tests/typed"]))?;
    step("workspace", &mut cargo(&["test", "--workspace", "--quiet"]))?;
    with_pyo3()?;
    elixir::test(&[])?;
    elixir::example()?;
    corpus::standard_library()
}

/// PyO3 links a libpython, so what is about both is a package of its own, on a Python that has a shared library.
fn with_pyo3() -> Outcome {
    let Some((version, python, folder)) = pythons::shared()? else {
        let why = "PyO3: left out, because no Python here has a shared library";
        if std::env::var_os("CI").is_some() {
            return Err(why.to_owned());
        }
        eprintln!("\n== {why}");
        return Ok(());
    };
    let mut test = cargo(&["test", "--quiet", "--manifest-path", "tests/pyo3/Cargo.toml"]);
    test.env("PYO3_PYTHON", python).env("LD_LIBRARY_PATH", folder);
    step(&format!("PyO3 and SnakeBridge in one process, on Python {version}"), &mut test)
}

/// One run for each Python, as many at a time as there are processors.
fn adapter_on_every_python() -> Outcome {
    let mut runs = pythons::each_minor()?;
    runs.push((
        "with libraries".to_owned(),
        pythons::with(&["numpy>=2,<3", "attrs>=25.4", "pydantic>=2,<3"])?,
    ));
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let work = || {
        while let Some((version, python)) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let done = step(&format!("adapter on Python {version}"), &mut adapter_tests(python));
            failures.lock().expect("no thread panics while it holds the failures").extend(done.err());
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let failures = failures.into_inner().expect("no thread panicked");
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// The adapter's own tests, which need nothing but the standard library.
fn adapter_tests(python: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-W", "error::ResourceWarning", "-m", "unittest", "discover", "-s", "tests", "-t", "."])
        .current_dir(root().join("python"));
    command
}
