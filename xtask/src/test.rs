//! `cargo xtask test`: all tests.

use crate::pythons;
use crate::step::{Outcome, cargo, root, step};
use std::path::Path;
use std::process::Command;

pub(crate) fn run() -> Outcome {
    for (version, python) in pythons::each_minor()? {
        step(&format!("adapter on Python {version}"), &mut adapter_tests(&python))?;
    }
    let numpy = pythons::with(&["numpy>=2,<3"])?;
    step("adapter with numpy", &mut adapter_tests(&numpy))?;
    step("workspace", &mut cargo(&["test", "--workspace", "--quiet"]))
}

/// The adapter's own tests, which need nothing but the standard library.
fn adapter_tests(python: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-W", "error::ResourceWarning", "-m", "unittest", "discover", "-s", "tests", "-t", "."])
        .current_dir(root().join("python"));
    command
}
