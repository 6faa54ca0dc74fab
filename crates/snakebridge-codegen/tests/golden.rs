//! The golden cases of `tests/golden`: a program and what Python says of its libraries, and the wrappers that come of it.

mod expected;
mod recorded;

use recorded::Recorded;
use snakebridge_codegen::{Options, Project, generate};
use snakebridge_model::ir::Library;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.join("python.json").is_file());
    cases.sort();
    cases
}

/// The wrappers of a case, without what depends on the machine.
fn generated(case: &Path) -> Result<String, String> {
    let text = fs::read_to_string(case.join("python.json")).unwrap();
    let libraries: BTreeMap<String, Library> =
        serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let root = tempfile::tempdir().unwrap();
    let configuration = fs::read_to_string(case.join("snakebridge.toml")).unwrap_or_else(|_| {
        let listed: String = libraries.keys().map(|name| format!("{name} = \"stdlib\"\n")).collect();
        format!("[libraries]\n{listed}")
    });
    fs::write(root.path().join("snakebridge.toml"), configuration).unwrap();
    copy_folder(&case.join("python"), &root.path().join("python"));
    copy_sources(case, &root.path().join("src"));
    fs::rename(root.path().join("src/input.rs"), root.path().join("src/main.rs")).unwrap();

    let project = load(root.path())?;
    let first = Options { out_dir: Some(root.path().join("first")), ..Options::default() };
    let outcome = generate(&project, &first, &mut Recorded { libraries, ..Recorded::default() });
    if outcome.diagnostics.has_errors() {
        return Err(outcome.diagnostics.render(root.path()));
    }
    // From the manifest alone, the same must come, but for the registration of the interpreter.
    let strict = Options { strict: true, out_dir: Some(root.path().join("strict")), ..Options::default() };
    let outcome = generate(&load(root.path())?, &strict, &mut Recorded::default());
    if outcome.diagnostics.has_errors() {
        return Err(outcome.diagnostics.render(root.path()));
    }
    let read = |folder: &str| {
        let text = fs::read_to_string(root.path().join(folder).join("snakebridge.rs")).unwrap();
        let (before, registration) = text.split_once("    ::snakebridge::codegen::register!(").unwrap();
        format!("{before}{}", registration.split_once(");\n").unwrap().1)
    };
    let text = read("first");
    assert_eq!(text, read("strict"), "{}", case.display());
    Ok(text)
}

/// Copies the Python sources of a case; most have none.
fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The program, with the files it includes and the modules it declares.
fn copy_sources(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap();
        if entry.is_dir() {
            copy_sources(&entry, &to.join(name));
        } else if entry.extension().is_some_and(|extension| extension == "rs") && name != "expected.rs" {
            fs::copy(&entry, to.join(name)).unwrap();
        }
    }
}

fn load(root: &Path) -> Result<Project, String> {
    Project::load(root).map_err(|diagnostics| diagnostics.render(root))
}

#[test]
fn every_case_gives_what_is_expected() {
    let cases = cases();
    assert!(cases.len() >= 20, "the cases are not where they should be");
    expected::check(cases, "expected.rs", generated);
}
