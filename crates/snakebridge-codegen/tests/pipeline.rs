//! The whole pipeline in a project on disk, with a Python that has its answers from data.

mod recorded;

use recorded::Recorded;
use snakebridge_codegen::{Options, Outcome, Project, generate};
use snakebridge_model::ir::Library;
use snakebridge_model::{Extent, Lock, Manifest};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ANSWER: &str = r#"{"toy": {"version": "1.0",
    "symbols": {
        "toy": {"kind": "module"},
        "toy.f": {"kind": "function", "evidence": "runtime"},
        "toy.g": {"kind": "function", "evidence": "runtime"},
        "toy.C": {"kind": "class", "constructor": {"evidence": "runtime"},
            "members": {"run": {"kind": "method", "evidence": "runtime"}}, "others": ["stop"]}},
    "skipped": {"toy.h": {"reason": "`toy` has no attribute `h`", "nearest": ["toy.g"]}}}}"#;

struct Case {
    root: TempDir,
    python: Recorded,
}

impl Case {
    fn new(program: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("src")).unwrap();
        let python = Recorded {
            libraries: serde_json::from_str(ANSWER).unwrap(),
            packages: BTreeMap::from([("toy".to_owned(), "1.0".to_owned())]),
            stubs: None,
        };
        let case = Self { root, python };
        case.write("snakebridge.toml", "[libraries]\ntoy = \"*\"\nown = { path = \"own.py\" }");
        case.write("own.py", "");
        case.write("src/main.rs", program);
        case
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.root.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root.path().join(name)).unwrap()
    }

    fn run(&mut self, options: Options) -> Outcome {
        let project = Project::load(self.root.path()).unwrap();
        let out_dir = Some(self.root.path().join("out"));
        generate(&project, &Options { out_dir, ..options }, &mut self.python)
    }

    fn generate(&mut self) -> Outcome {
        self.run(Options::default())
    }

    fn strict(&mut self) -> Outcome {
        self.run(Options { strict: true, ..Options::default() })
    }

    fn problems(&self, outcome: &Outcome) -> String {
        outcome.diagnostics.render(self.root.path())
    }
}

fn names(outcome: &Outcome) -> Vec<String> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    outcome.written.iter().map(|path| name(path)).collect()
}

#[test]
fn nothing_changed_means_nothing_asked_and_nothing_written() {
    let mut case = Case::new("fn main() { py::toy::f(); }");
    let first = case.generate();
    assert_eq!(first.asked, ["toy"], "{}", case.problems(&first));
    let expected = ["snakebridge.rs", "snakebridge.inputs", "snakebridge.manifest.json", "snakebridge.lock"];
    assert_eq!(names(&first), expected);
    let second = case.generate();
    assert!(second.asked.is_empty() && second.written.is_empty(), "{second:?}");
}

#[test]
fn what_is_written_depends_on_the_program_and_not_on_its_past() {
    let mut case = Case::new("fn main() { py::toy::f(); py::toy::C::new().call()?.run(); }");
    case.generate();
    let (manifest, wrappers) = (case.read("snakebridge.manifest.json"), case.read("out/snakebridge.rs"));
    case.write("src/main.rs", "fn main() { py::toy::g(); }");
    case.generate();
    assert!(!case.read("snakebridge.manifest.json").contains("toy.f"));
    case.write("src/main.rs", "fn main() { py::toy::f(); py::toy::C::new().call()?.run(); }");
    case.generate();
    assert_eq!(case.read("snakebridge.manifest.json"), manifest);
    assert_eq!(case.read("out/snakebridge.rs"), wrappers);
}

#[test]
fn a_new_version_is_asked_about_again() {
    let mut case = Case::new("fn main() { py::toy::f(); }");
    case.generate();
    case.python.packages.insert("toy".into(), "2.0".into());
    case.python.libraries.get_mut("toy").unwrap().version = Some("2.0".into());
    assert_eq!(case.generate().asked, ["toy"]);
    let lock = Lock::from_toml(&case.read("snakebridge.lock")).unwrap();
    assert_eq!(lock.packages["toy"].version, "2.0");
    let manifest = Manifest::from_json(&case.read("snakebridge.manifest.json")).unwrap();
    assert_eq!(manifest.libraries["toy"].version.as_deref(), Some("2.0"));
    assert!(case.generate().asked.is_empty());
}

#[test]
fn a_change_of_an_own_file_is_noticed() {
    let mut case = Case::new("fn main() { py::own::f(); }");
    let own =
        r#"{"symbols": {"own": {"kind": "module"}, "own.f": {"kind": "function", "evidence": "runtime"}}}"#;
    case.python.libraries.insert("own".into(), serde_json::from_str(own).unwrap());
    case.generate();
    assert!(case.generate().asked.is_empty());
    case.write("own.py", "def f(): ...");
    let strict = case.strict();
    assert!(case.problems(&strict).contains("the library `own` has changed"), "{}", case.problems(&strict));
    assert_eq!(case.generate().asked, ["own"]);
    assert!(!case.strict().diagnostics.has_errors());
}

#[test]
fn the_lock_says_which_stubs_the_manifest_was_made_with() {
    let mut case = Case::new("fn main() { py::toy::f(); }");
    case.python.stubs = Some(String::new());
    let outcome = case.generate();
    assert_eq!(outcome.asked, ["toy"]);
    assert!(outcome.diagnostics.iter().any(|diagnostic| diagnostic.message == "no stubs"));
    let stubs = |case: &Case| Lock::from_toml(&case.read(Lock::FILE)).unwrap().stubs;
    assert_eq!(stubs(&case), None);

    case.python.stubs = Some("1".to_owned());
    assert!(case.generate().asked.is_empty(), "stubs alone are no reason to ask");
    assert_eq!(stubs(&case), None);

    case.write("src/main.rs", "fn main() { py::toy::f(); py::toy::g(); }");
    assert_eq!(case.generate().asked, ["toy"]);
    assert_eq!(stubs(&case).unwrap().version, "1");
    assert!(case.generate().asked.is_empty());
    let checked = case.run(Options { check: true, ..Options::default() });
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    case.python.stubs = Some(String::new());
    assert!(case.strict().diagnostics.is_empty());
}

#[test]
fn strict_builds_from_the_manifest_or_says_what_is_missing() {
    let mut case = Case::new("fn main() { py::toy::f(); }");
    case.generate();
    let outcome = case.strict();
    assert!(outcome.asked.is_empty() && !outcome.diagnostics.has_errors());
    case.write("src/main.rs", "fn main() {\n    py::toy::g();\n}");
    let problems = case.strict();
    let problems = case.problems(&problems);
    assert!(problems.contains("error[SB0006]: `toy.g` is not in `snakebridge.manifest.json`"), "{problems}");
    assert!(problems.contains("--> src/main.rs:2:5"), "{problems}");
    assert!(problems.contains("run `snakebridge generate` (without SNAKEBRIDGE_STRICT)"), "{problems}");
    case.write("src/main.rs", "fn main() { py::toy::f(); }");
    case.write("snakebridge.toml", "[libraries]\ntoy = \">2\"");
    let stale = case.strict();
    assert!(case.problems(&stale).contains("`snakebridge.toml` has changed"), "{}", case.problems(&stale));
}

#[test]
fn check_reports_and_writes_nothing() {
    let mut case = Case::new("fn main() { py::toy::f(); }");
    let check = Options { check: true, ..Options::default() };
    let outcome = case.run(check.clone());
    assert!(case.problems(&outcome).contains("error[SB0012]"), "{}", case.problems(&outcome));
    assert!(outcome.written.is_empty() && !case.root.path().join(Manifest::FILE).exists());
    case.generate();
    assert!(!case.run(check).diagnostics.has_errors());
}

#[test]
fn what_python_does_not_have_is_an_error_in_the_program() {
    let mut case = Case::new("use py::toy;\nfn main() { toy::h(); toy::h(); }");
    let outcome = case.generate();
    let expected = "\
error[SB0005]: `toy` has no attribute `h`
 --> src/main.rs:2:13
  |
2 | fn main() { toy::h(); toy::h(); }
  |             ^^^^^^
  |
  = help: there is `toy.g`
";
    assert_eq!(case.problems(&outcome), expected);
    assert!(outcome.written.is_empty());
}

#[test]
fn an_unlisted_library_is_an_error_with_the_line_to_add() {
    let mut case = Case::new("use py::{toys, requests};");
    let problems = case.generate();
    let problems = case.problems(&problems);
    assert!(problems.contains("a library with a similar name is listed: `toy`"), "{problems}");
    assert!(problems.contains("[libraries]\n          requests = \"*\""), "{problems}");
}

#[test]
fn a_program_without_uses_leaves_no_files_behind() {
    let mut case = Case::new("fn main() {}");
    assert_eq!(names(&case.generate()), ["snakebridge.rs", "snakebridge.inputs"]);
    assert!(case.read("out/snakebridge.rs").contains("pub mod py"));
}

#[test]
fn a_whole_library_is_asked_for_when_the_configuration_says_so() {
    let mut case = Case::new("fn main() {}");
    case.write("snakebridge.toml", "[libraries]\ntoy = { version = \"*\", generate = \"all\" }");
    let whole = |extent: Extent| Library { extent: Some(extent), ..serde_json::from_str(WHOLE).unwrap() };
    case.python.libraries.insert("toy".into(), whole(Extent::default()));
    let first = case.generate();
    assert_eq!(first.asked, ["toy"]);
    let expected = "\
warning[SB0020]: `toy` is not wrapped whole: `toy.far` is beyond the limit of 20000 symbols
 |
 = help: choose with `include` and `exclude`, or raise the limits, which are `max_symbols = 20000` and `max_members = 500`

warning[SB0020]: of `toy`, 1 could not be looked at: importing `toy.broken` failed
 |
 = help: `snakebridge coverage toy` lists all of them; `exclude` leaves them out
";
    assert_eq!(case.problems(&first), expected);
    assert!(case.read("out/snakebridge.rs").contains("pub use self::near::f as g;"));
    assert!(!case.read("snakebridge.manifest.json").contains("toy.near.unused"));
    assert!(case.generate().asked.is_empty());
    assert!(!case.strict().diagnostics.has_errors());

    case.write("snakebridge.toml", "[libraries]\ntoy = { version = \"*\", generate = \"all\", depth = 3 }");
    let strict = case.strict();
    assert!(
        case.problems(&strict).contains("`toy` as `snakebridge.toml` wants it"),
        "{}",
        case.problems(&strict)
    );
    case.python.libraries.insert("toy".into(), whole(Extent { depth: Some(3), ..Extent::default() }));
    assert_eq!(case.generate().asked, ["toy"]);

    case.write("snakebridge.toml", "[libraries]\ntoy = \"*\"");
    assert!(case.generate().asked.is_empty(), "less is asked for now");
    assert!(!case.read("out/snakebridge.rs").contains("near"));
}

const WHOLE: &str = r#"{"version": "1.0", "beyond": ["toy.near.unused"],
    "symbols": {
        "toy": {"kind": "module"},
        "toy.g": {"kind": "alias", "of": "toy.near.f"},
        "toy.near": {"kind": "module"},
        "toy.near.f": {"kind": "function", "evidence": "runtime"},
        "toy.near.unused": {"kind": "function", "evidence": "runtime"}},
    "skipped": {
        "toy.broken": {"reason": "importing `toy.broken` failed"},
        "toy.far": {"reason": "`toy.far` is beyond the limit of 20000 symbols", "cause": "limit"}}}"#;
