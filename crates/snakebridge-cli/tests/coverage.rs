//! `snakebridge coverage` on a library whose numbers are known.

use serde_json::Value as Json;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const FILES: [(&str, &str); 4] = [
    (
        "covered/__init__.py",
        r#"
LIMIT = 3

def typed(a: int, b: str = "") -> bool:
    return True

def half_typed(a: int, b):
    pass

def _private(a):
    pass

class Shape:
    def __init__(self, name):
        self.title = name

    def grow(self, by: float) -> "Shape":
        return self

    @property
    def name(self) -> str:
        return ""
"#,
    ),
    ("covered/part.py", "from . import typed as renamed\n\n__all__ = [\"renamed\", \"absent\"]\n"),
    ("covered/broken.py", "import does_not_exist_anywhere\n"),
    (
        "covered/open.py",
        "import functools\n\nfrom math import hypot as distance\n\n__all__ = [\"distance\"]\n",
    ),
];

fn library() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::create_dir(folder.path().join("covered")).expect("the folder is new");
    for (name, text) in FILES {
        fs::write(folder.path().join(name), text).expect("the folder can be written");
    }
    folder
}

fn coverage(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge"));
    command.arg("coverage").args(arguments).current_dir(folder);
    command.output().expect("the command is built")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn numbers_are_those_of_the_library() {
    let folder = library();
    let output = coverage(folder.path(), &["covered", "--path", ".", "--json", "c.json", "--html", "c.html"]);
    let text = printed(&output);
    assert!(text.contains("covered.broken (failed): importing `covered.broken` failed"), "{text}");
    let json = fs::read_to_string(folder.path().join("c.json")).expect("it was written");
    let json: Json = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["version"], 1);
    let library = &json["libraries"][0];
    let top = &library["modules"]["covered"];
    for (name, count) in [("functions", 2), ("classes", 1), ("callables", 4), ("properties", 2)] {
        assert_eq!(top[name], count, "{name} of {top}");
    }
    // `a` and `b` of two functions, `name` of the constructor, `by` of the method; of these, four have an annotation.
    assert_eq!((&top["parameters"], &top["typed_parameters"]), (&6.into(), &4.into()));
    // Two functions, a method, a property, and a field that only the constructor assigns; three say what they give.
    assert_eq!((&top["returns"], &top["typed_returns"]), (&5.into(), &3.into()));
    assert_eq!(top["evidence"]["runtime"], 4);
    assert_eq!(library["modules"]["covered.part"]["aliases"], 1);
    assert_eq!(library["skipped"]["covered.part.absent"]["cause"], "failure");
    assert_eq!(library["callables"]["covered.Shape"]["kind"], "constructor");
    assert_eq!(library["total"]["skipped"], 2);
    let page = fs::read_to_string(folder.path().join("c.html")).expect("it was written");
    assert!(page.contains("covered.broken") && page.contains("covered.half_typed"), "{page}");
    assert!(!page.contains("http://") && !page.contains("https://"), "the page needs no network");
}

#[test]
fn docstrings_and_names_cannot_break_the_page() {
    let folder = library();
    let text = "import enum\n\nclass Odd(enum.Enum):\n    A = '</script><script>alert(1)</script>'\n\ndef f(a: '</script>'): ...\n";
    fs::write(folder.path().join("covered/odd.py"), text).expect("the folder can be written");
    fs::write(folder.path().join("covered/bad.py"), "raise ValueError('<script>alert(2)</script>')\n")
        .expect("the folder can be written");
    printed(&coverage(folder.path(), &["covered", "--path", ".", "--html", "c.html"]));
    let page = fs::read_to_string(folder.path().join("c.html")).expect("it was written");
    assert!(page.contains("alert(2)") && !page.contains("<script>alert"), "{page}");
}

#[test]
fn without_a_name_it_looks_at_what_is_configured() {
    let folder = library();
    let configuration = "[libraries]\ncovered = { path = \"covered\", generate = \"all\", exclude = [\"covered.broken\", \"covered.part.absent\"] }\n";
    fs::write(folder.path().join("snakebridge.toml"), configuration).expect("the folder can be written");
    let text = printed(&coverage(folder.path(), &[]));
    assert!(text.contains("covered") && text.contains("left out         0"), "{text}");
}

#[test]
fn what_is_not_there_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let output = coverage(folder.path(), &["no_such_library_anywhere"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && text.contains("importing `no_such_library_anywhere` failed"),
        "{text}"
    );
    let output = coverage(folder.path(), &[]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && text.contains("name a library"), "{text}");
}
