//! The golden cases of `tests/golden-elixir`: a program and what Python says of its libraries, and the modules that come of it.
//! That they compile without warnings and are formatted is tested where Elixir is: `elixir/test/generated`.

mod expected;
mod recorded;

use recorded::Recorded;
use snakebridge_codegen::{Language, Options, Outcome, Project, generate};
use snakebridge_model::ir::Library;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(name)
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder("golden-elixir")).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.join("input.ex").is_file());
    cases.sort();
    cases
}

/// What Python says of the libraries of a case: its own record, or that of the case of the same name for Rust.
fn libraries(case: &Path) -> BTreeMap<String, Library> {
    let own = case.join("python.json");
    let shared = folder("golden").join(case.file_name().unwrap()).join("python.json");
    let text = fs::read_to_string(if own.is_file() { own } else { shared }).unwrap();
    serde_json::from_str(&text).unwrap()
}

struct Case {
    root: tempfile::TempDir,
    libraries: BTreeMap<String, Library>,
}

impl Case {
    fn of(case: &Path) -> Self {
        let libraries = libraries(case);
        let root = tempfile::tempdir().unwrap();
        let configuration = fs::read_to_string(case.join("snakebridge.toml")).unwrap_or_else(|_| {
            let listed: String = libraries.keys().map(|name| format!("{name} = \"stdlib\"\n")).collect();
            format!("[libraries]\n{listed}")
        });
        fs::write(root.path().join("snakebridge.toml"), configuration).unwrap();
        for entry in walkdir::WalkDir::new(case.join("python")).into_iter().flatten() {
            let target =
                root.path().join("python").join(entry.path().strip_prefix(case.join("python")).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir(target).unwrap();
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
        fs::create_dir(root.path().join("lib")).unwrap();
        fs::copy(case.join("input.ex"), root.path().join("lib/input.ex")).unwrap();
        Self { root, libraries }
    }

    fn run(&self, options: Options) -> Outcome {
        let project = Project::load(self.root.path()).unwrap();
        let mut python = Recorded {
            libraries: if options.strict { BTreeMap::new() } else { self.libraries.clone() },
            ..Recorded::default()
        };
        generate(&project, &Options { language: Language::Elixir, ..options }, &mut python)
    }

    fn out(&self, name: &str) -> Option<PathBuf> {
        Some(self.root.path().join(name))
    }

    /// All modules, one after the other, and what there is to tell.
    fn text(&self, folder: &str) -> String {
        let folder = self.root.path().join(folder);
        let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
        let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "ex"));
        let texts: Vec<String> = files.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect();
        texts.join("\n")
    }
}

fn generated(case: &Path) -> Result<String, String> {
    let case = Case::of(case);
    let outcome = case.run(Options { out_dir: case.out("first"), ..Options::default() });
    let said = outcome.diagnostics.render(case.root.path());
    if outcome.diagnostics.has_errors() {
        return Err(said);
    }
    // From the manifest alone, the same must come.
    let outcome = case.run(Options { strict: true, out_dir: case.out("strict"), ..Options::default() });
    if outcome.diagnostics.has_errors() {
        return Err(outcome.diagnostics.render(case.root.path()));
    }
    let text = case.text("first");
    assert_eq!(text, case.text("strict"));
    Ok(text)
}

#[test]
fn every_case_gives_what_is_expected() {
    let cases = cases();
    assert!(cases.len() >= 10, "the cases are not where they should be");
    expected::check(cases, "expected.ex", generated);
}

/// What is said of a program that uses the `toy` of the case `functions`.
fn said(program: &str) -> String {
    let case = Case::of(&folder("golden-elixir").join("arguments"));
    fs::write(case.root.path().join("lib/input.ex"), program).unwrap();
    let outcome = case.run(Options { out_dir: case.out("out"), ..Options::default() });
    outcome.diagnostics.render(case.root.path())
}

#[test]
fn calls_that_cannot_be_meant_are_told_with_their_places() {
    for (call, expected) in [
        ("Toy.plain()", "error[SB0013]: `a` is missing"),
        (
            "Toy.plain(1, 2, 3, 4, 5, 6)",
            "error[SB0013]: there are 6 arguments, and at most 4 are given by their place",
        ),
        ("Toy.plain(1, bb: 2)", "there is no parameter `bb`"),
        ("Toy.plain(1, 2, b: 2)", "`b` is given by its place, too"),
        ("Toy.keyed(1)", "`key:` is missing"),
        ("Toy.keyed(1, kez: 2)", "there is no parameter `kez`"),
        ("Toy.plain(a: 1)", "warning[SB0013]: the list of keywords is the value of `a`"),
        ("Toy.absent(1)", "error[SB0005]"),
        ("Toy.Thing.grow()", "the object is missing"),
        ("1 |> Toy.plain(2, 3, 4, 5, 6)", "there are 6 arguments"),
        ("&Toy.keyed/0", "`a` is missing"),
    ] {
        let said = said(&format!("defmodule A do\n  def f, do: {call}\nend\n"));
        assert!(said.contains(expected) && said.contains("lib/input.ex:2:"), "{call}:\n{said}");
    }
    for call in [
        "Toy.plain(1, b: 2)",
        "Toy.plain(1, opts())",
        "Toy.plain([a: 1])",
        "Toy.keyed(1, key: 2, __runtime__: [timeout: 5])",
        "Toy.keyed(1, opts())",
        "Toy.spread(1, 2, 3, 4)",
        "Toy.spread(__args__: [1])",
        "Toy.Thing.grow(thing(), by: 2)",
        "1 |> Toy.plain()",
        "&Toy.plain/2",
    ] {
        let said = said(&format!("defmodule A do\n  def f, do: {call}\nend\n"));
        assert_eq!(said, "", "{call}");
    }
}

#[test]
fn files_of_modules_that_are_not_used_any_more_go_and_others_stay() {
    let case = Case::of(&folder("golden-elixir").join("arguments"));
    let options = || Options { out_dir: case.out("out"), ..Options::default() };
    assert!(!case.run(options()).diagnostics.has_errors());
    assert!(case.run(options()).written.is_empty());
    let out = case.root.path().join("out");
    assert!(out.join("toy/thing.ex").is_file());
    fs::write(out.join("own.ex"), "defmodule Own do\nend\n").unwrap();
    fs::write(case.root.path().join("lib/input.ex"), "Toy.plain(1)").unwrap();
    let check = case.run(Options { check: true, ..options() });
    let said = check.diagnostics.render(case.root.path());
    assert!(said.contains("thing.ex` is of no more use"), "{said}");
    assert!(case.run(options()).written.contains(&out.join("toy/thing.ex")));
    assert!(!out.join("toy/thing.ex").exists() && out.join("own.ex").exists());
}
