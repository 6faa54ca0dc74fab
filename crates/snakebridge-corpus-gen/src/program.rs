//! A program that uses thirty symbols, beside the packages that are wrapped as a whole.

use crate::compile::Compiler;
use crate::files;
use crate::packages::Package;
use crate::project::Scratch;
use crate::results::Outcome;
use std::collections::BTreeMap;
use std::path::Path;

/// What it uses.
const USED: [&str; 2] = ["numpy", "pandas"];
const LIBRARY: &str = "//! Uses a little.\n\ninclude!(\"generated/snakebridge.rs\");\n\npub mod thirty;\n";

/// What comes of the program; none if what it uses is not installed.
pub(crate) fn outcome(
    scratch: &Scratch,
    compiler: &Compiler<'_>,
    python: &Path,
    installed: &BTreeMap<String, Package>,
    repository: &Path,
) -> Option<Outcome> {
    let packages: Vec<(&str, &Package)> =
        USED.iter().filter_map(|name| Some((*name, installed.get(*name)?))).collect();
    if packages.len() < USED.len() {
        return None;
    }
    let mut outcome = Outcome { package: USED.join(" and "), ..Outcome::default() };
    let mut attempt = || {
        let configuration = files::configuration_of_used(python, &packages)?;
        let sources = [("lib.rs", LIBRARY), ("thirty.rs", include_str!("thirty.rs"))];
        scratch.write("program", &configuration, &sources, repository)?;
        outcome.generated = Some(scratch.generate()?);
        outcome.check = Some(compiler.run("check", &scratch.folder)?);
        Ok(())
    };
    let failure: Result<(), String> = attempt();
    outcome.failure = failure.err();
    Some(outcome)
}
