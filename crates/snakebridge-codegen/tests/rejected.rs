//! The cases of `tests/golden/rejected`: programs that use a library in a way that it does not admit, and what is said of them.

mod expected;
mod recorded;

use recorded::Recorded;
use snakebridge_codegen::{Options, Project, generate};
use snakebridge_model::ir::Library;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/rejected");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// What a person is told about the program of a case, by the first build and by one from the manifest alone.
fn said(case: &Path) -> String {
    let text = fs::read_to_string(case.join("python.json")).unwrap();
    let libraries: BTreeMap<String, Library> = serde_json::from_str(&text).unwrap();
    let root = tempfile::tempdir().unwrap();
    let listed: String = libraries.keys().map(|name| format!("{name} = \"stdlib\"\n")).collect();
    fs::create_dir(root.path().join("src")).unwrap();
    fs::write(root.path().join("snakebridge.toml"), format!("[libraries]\n{listed}")).unwrap();
    fs::copy(case.join("input.rs"), root.path().join("src/main.rs")).unwrap();
    let project = Project::load(root.path()).unwrap();
    let mut python = Recorded { libraries, ..Recorded::default() };
    let outcome = generate(&project, &Options::default(), &mut python);
    assert_eq!(outcome.diagnostics.has_errors(), outcome.written.is_empty(), "{}", case.display());
    outcome.diagnostics.render(root.path())
}

#[test]
fn every_case_is_told_what_is_wrong() {
    let cases = cases();
    assert!(cases.len() >= 11, "the cases are not where they should be");
    expected::check(cases, "expected.txt", |case| Ok(said(case)));
}
