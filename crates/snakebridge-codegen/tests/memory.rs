//! What a build script does when it runs again: nothing, as long as everything that counts is as it was.

mod recorded;

use recorded::Recorded;
use snakebridge_codegen::{Options, Outcome, build};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const ANSWER: &str = r#"{
    "toy": {"version": "1.0", "symbols": {
        "toy": {"kind": "module"},
        "toy.f": {"kind": "function", "evidence": "runtime", "doc": "Like :func:`own.h`, and :func:`toy.g`."},
        "toy.g": {"kind": "function", "evidence": "runtime"}}},
    "own": {"symbols": {"own": {"kind": "module"}, "own.h": {"kind": "function", "evidence": "runtime"}}}}"#;

const PROGRAM: &str = "mod part;\nfn main() { py::toy::f(); py::own::h(); }";

/// A package in a workspace, built twice, so that what there is to remember is remembered.
struct Case {
    folder: TempDir,
    packages: BTreeMap<String, String>,
    strict: bool,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let packages = BTreeMap::from([("toy".to_owned(), "1.0".to_owned())]);
        let case = Self { folder, packages, strict: false };
        for name in ["app/src", "app/examples", "other/src"] {
            fs::create_dir_all(case.path(name)).unwrap();
        }
        case.write("Cargo.toml", "[workspace]\nmembers = [\"app\", \"oth*\"]");
        case.write("app/Cargo.toml", "[package]\nname = \"app\"");
        case.write("app/snakebridge.toml", "[libraries]\ntoy = \"*\"\nown = { path = \"own.py\" }");
        case.write("app/own.py", "def h(): pass");
        case.write("app/src/main.rs", PROGRAM);
        case.write("app/src/part.rs", "fn part() {}\n");
        case.write(
            "other/Cargo.toml",
            "[package]\nname = \"other\"\n[dependencies]\napp = { path = \"../app\" }",
        );
        case.write("other/src/lib.rs", "");
        case.build();
        case.build();
        case.assert_skips();
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, options: Options) -> Outcome {
        let options = Options { out_dir: Some(self.path("out")), strict: self.strict, ..options };
        build(&self.path("app"), &options, |_| self.python())
    }

    fn python(&self) -> Recorded {
        let libraries = serde_json::from_str(ANSWER).unwrap();
        Recorded { libraries, packages: self.packages.clone(), stubs: None }
    }

    fn build(&self) -> Outcome {
        self.run(Options::default())
    }

    /// The wrappers as they are without anything from before.
    fn made_anew(&self) -> String {
        let folder = self.path("out/anew");
        let _ = fs::remove_dir_all(&folder);
        let options = Options { out_dir: Some(folder.clone()), strict: self.strict, ..Options::default() };
        build(&self.path("app"), &options, |_| self.python());
        fs::read_to_string(folder.join("snakebridge.rs")).unwrap()
    }

    /// Builds; tells whether the sources were looked through, which leaves a file.
    fn looks_through_sources(&self) -> (bool, Outcome) {
        let scan = self.path("out/snakebridge.scan");
        let _ = fs::remove_file(&scan);
        let outcome = self.build();
        (scan.exists(), outcome)
    }

    #[track_caller]
    fn assert_skips(&self) {
        let (looked, outcome) = self.looks_through_sources();
        assert!(!looked && outcome.written.is_empty(), "{}", outcome.diagnostics.render(self.folder.path()));
        assert!(outcome.watched.iter().any(|path| path.ends_with("snakebridge.toml")));
    }

    #[track_caller]
    fn assert_runs(&self) -> Outcome {
        let (looked, outcome) = self.looks_through_sources();
        assert!(looked, "nothing was done");
        if !outcome.diagnostics.has_errors() {
            assert_eq!(self.read("out/snakebridge.rs"), self.made_anew(), "parts do not fit together");
        }
        outcome
    }
}

#[test]
fn what_is_watched_is_the_same_when_nothing_is_done() {
    let case = Case::new();
    let remembered = case.build();
    fs::remove_file(case.path("out/snakebridge.memory")).unwrap();
    let found = case.assert_runs();
    assert_eq!(remembered.watched, found.watched);
    assert_eq!(remembered.scanned, found.scanned);
    assert_eq!(remembered.interpreter, found.interpreter);
}

#[test]
fn an_edit_that_uses_the_same_is_passed_over_and_one_that_does_not_counts() {
    let case = Case::new();
    case.write("app/src/part.rs", "// More.\nfn part() { println!(\"{}\", 1 + 1); }\n");
    case.assert_skips();
    case.write("app/src/main.rs", &format!("\n\n{PROGRAM}"));
    case.assert_skips();
    case.write("app/src/part.rs", "fn part() { crate::py::toy::g(); }\n");
    let outcome = case.assert_runs();
    assert_eq!(outcome.asked, ["toy"]);
    assert!(case.read("out/snakebridge.rs").contains("pub fn g("));
    // What was written has to be seen as it is once more.
    case.assert_runs();
    case.assert_skips();
    case.write("app/src/part.rs", "fn part() {}\n");
    case.assert_runs();
    assert!(!case.read("out/snakebridge.rs").contains("pub fn g("));
}

#[test]
fn links_between_libraries_follow_what_there_is() {
    let case = Case::new();
    let links = || {
        let wrappers = case.read("out/snakebridge.rs");
        ["own::h", "self::g"].map(|target| wrappers.contains(&format!("{target})")))
    };
    assert_eq!(links(), [true, false]);
    case.write("app/src/main.rs", "mod part;\nfn main() { py::toy::f(); py::toy::g(); }");
    case.assert_runs();
    assert_eq!(links(), [false, true]);
    case.write("app/src/main.rs", PROGRAM);
    case.assert_runs();
    assert_eq!(links(), [true, false]);
}

#[test]
fn places_that_are_told_are_those_of_now() {
    let case = Case::new();
    case.write("app/src/main.rs", "mod part;\nfn main() { py::toy::f(); py::own::h(); py::toy::absent(); }");
    let line = |outcome: &Outcome| outcome.diagnostics.iter().next().unwrap().site.as_ref().unwrap().line;
    assert_eq!(line(&case.assert_runs()), 2);
    case.write(
        "app/src/main.rs",
        "\nmod part;\nfn main() { py::toy::f(); py::own::h(); py::toy::absent(); }",
    );
    assert_eq!(line(&case.assert_runs()), 3);
}

#[test]
fn every_other_file_counts_as_it_is() {
    let changes = [
        ("Cargo.toml", "[workspace]\nmembers = [\"app\", \"oth*\"]\n# other"),
        ("app/Cargo.toml", "[package]\nname = \"app\"\n# other"),
        ("app/snakebridge.toml", "[libraries]\ntoy = \"*\"\nown = { path = \"own.py\" }\n# other"),
        ("app/own.py", "def h(): return 1"),
        ("other/Cargo.toml", "[package]\nname = \"other\""),
        // None of these was there.
        ("app/src/new.rs", ""),
        ("app/src/part/mod.rs", ""),
        ("app/examples/new.rs", "fn main() {}"),
        ("app/src/lib.rs", ""),
        ("Cargo.lock", ""),
        ("others/Cargo.toml", "[package]\nname = \"others\""),
    ];
    for (name, text) in changes {
        let case = Case::new();
        fs::create_dir_all(case.path(name).parent().unwrap()).unwrap();
        case.write(name, text);
        let (looked, _) = case.looks_through_sources();
        assert!(looked, "`{name}` does not count");
    }
}

#[test]
fn what_is_gone_counts() {
    for name in ["app/src/part.rs", "other", "Cargo.toml", "app/examples"] {
        let case = Case::new();
        let path = case.path(name);
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.unwrap();
        let (looked, _) = case.looks_through_sources();
        assert!(looked, "`{name}` does not count");
    }
}

#[test]
fn what_was_generated_is_put_right() {
    for name in ["out/snakebridge.rs", "app/snakebridge.manifest.json", "app/snakebridge.lock"] {
        let case = Case::new();
        let right = case.read(name);
        fs::remove_file(case.path(name)).unwrap();
        case.build();
        assert_eq!(case.read(name), right, "{name}");
    }
    let case = Case::new();
    let right = case.read("out/snakebridge.rs");
    case.write("out/snakebridge.rs", &format!("{right}\n// By hand."));
    assert_eq!(case.assert_runs().written, [case.path("out/snakebridge.rs")]);
    assert_eq!(case.read("out/snakebridge.rs"), right);
    case.assert_skips();
    let manifest = case.read("app/snakebridge.manifest.json");
    case.write("app/snakebridge.manifest.json", &manifest.replace("toy.f", "toy.other"));
    assert_eq!(case.assert_runs().asked, ["toy"]);
    assert_eq!(case.read("app/snakebridge.manifest.json"), manifest);
}

#[test]
fn another_environment_counts() {
    let mut case = Case::new();
    case.packages.insert("toy".to_owned(), "2.0".to_owned());
    assert_eq!(case.assert_runs().asked, ["toy"]);
}

#[test]
fn strict_mode_is_another_run_and_starts_nothing() {
    let mut case = Case::new();
    case.strict = true;
    case.assert_runs();
    case.assert_skips();
    assert_eq!(case.build().interpreter, None);
    case.write("app/own.py", "def h(): return 1");
    assert!(case.assert_runs().diagnostics.has_errors());
    assert!(case.assert_runs().diagnostics.has_errors(), "an error is told each time");
}

#[test]
fn check_looks_for_itself() {
    let case = Case::new();
    let check = || case.run(Options { check: true, ..Options::default() });
    assert!(check().diagnostics.is_empty());
    fs::remove_file(case.path("app/snakebridge.lock")).unwrap();
    assert!(check().diagnostics.has_errors());
    assert!(!case.path("app/snakebridge.lock").exists());
}

#[test]
fn warnings_are_told_each_time() {
    let case = Case::new();
    fs::write(case.path("app/src/part.rs"), b"fn f() { \"\xff\" }").unwrap();
    for _ in 0..3 {
        assert_eq!(case.assert_runs().diagnostics.iter().count(), 1);
    }
}

#[test]
fn half_a_memory_is_none() {
    let case = Case::new();
    let file = case.path("out/snakebridge.memory");
    let whole = fs::read(&file).unwrap();
    for length in [0, 1, 8, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        case.assert_runs();
        case.assert_skips();
    }
}
