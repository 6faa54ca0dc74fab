//! `snakebridge generate` as a person, a CI and several builds at a time use it: with real processes and a real Python.

#[path = "generate/package.rs"]
mod package;

use package::Package;
use std::fs;
use std::process::{Command, Stdio};

const PROGRAM: &str = "use py::{own, json, math as m};

fn main() {
    m::fsum((3, 4)).run();
    own::area(2).height(3).call();
    let shape = own::Shape::new(\"square\").call()?;
    shape.grow(2);
    json::dumps(1).indent(2);
}
";
const OWN: &str = "def area(width: int, height: int = 1) -> int:
    return width * height

class Shape:
    def __init__(self, name): self.name = name
    def grow(self, by=1): return self
";

fn package() -> Package {
    let package = Package::new();
    package.write(
        "snakebridge.toml",
        "[libraries]\njson = \"stdlib\"\nmath = \"stdlib\"\nown = { path = \"own.py\" }\n",
    );
    package.write("own.py", OWN);
    package.write("src/main.rs", PROGRAM);
    package
}

#[test]
fn check_says_which_files_would_change_and_why() {
    let package = package();
    package.generate(&[]).success();
    package.generate(&["--check"]).success();
    package.write("own.py", &OWN.replace("height: int = 1", "height: int, depth=1"));
    let said = package.generate(&["--check"]).failure();
    let expected = [
        "error[SB0013]: `own.area` needs `height`",
        "error[SB0013]: `height` of `own.area` is given already",
    ];
    expected.iter().for_each(|line| assert!(said.contains(line), "{said}"));
    package.write("src/main.rs", &PROGRAM.replace("area(2).height(3)", "area(2, 3)"));
    let said = package.generate(&["--check"]).failure();
    let expected = [
        "error[SB0012]: `./snakebridge.manifest.json` is not up to date",
        "= note: own.area: `height` has to be given now",
        "= note: own.area: parameter `depth` added",
        "error[SB0012]: `./snakebridge.lock` is not up to date",
        "= note: own: its files have changed",
        "= help: run `snakebridge generate` and commit the result",
    ];
    expected.iter().for_each(|line| assert!(said.contains(line), "{said}"));
    let said = package.generate(&[]).success();
    assert!(said.contains("warning[SB0014]: `own.area` has changed: "), "{said}");
    package.generate(&["--check"]).success();
}

#[test]
fn diff_shows_what_changed_for_this_program_and_where_it_is_used() {
    let package = package();
    package.generate(&[]).success();
    assert_eq!(package.generate(&["--diff"]).printed(), "");
    let changed = OWN
        .replace("height: int = 1) -> int", "height: float = 1, *, unit='m') -> float")
        .replace("by=1", "by=1, to=None");
    package.write("own.py", &changed);
    package.write("src/main.rs", &PROGRAM.replace("m::fsum((3, 4)).run();", ""));
    let before = package.committed();
    let expected = "\
math
  - math.fsum
own
  ~ own.Shape.grow
      parameter `to` added
  ~ own.area
      type of `height`: `int` -> `float`
      parameter `unit` added
      returns: `int` -> `float`
      used at src/main.rs:5:5
snakebridge.lock
  own: its files have changed
";
    assert_eq!(package.generate(&["--diff"]).printed(), expected);
    let json = package.generate(&["--diff", "--json"]).printed();
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let area = &json["libraries"]["own"]["symbols"]["own.area"];
    assert_eq!(
        area["sites"][0],
        serde_json::json!({"file": "src/main.rs", "line": 5, "column": 5, "length": 9})
    );
    assert_eq!(area["changes"][1]["parameter"], "unit");
    assert_eq!(json["lock"][0], "own: its files have changed");
    assert_eq!(package.committed(), before, "nothing is written");
}

#[test]
fn two_runs_from_scratch_give_the_same_bytes() {
    let (one, other) = (package(), package());
    one.generate(&["--out-dir", "out"]).success();
    let elsewhere = tempfile::tempdir().expect("a temporary folder can be made");
    let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge"));
    command
        .arg("generate")
        .arg(other.root())
        .arg("--out-dir")
        .arg(other.root().join("out"))
        .current_dir("/")
        .env("TMPDIR", elsewhere.path())
        .env("PYTHONHASHSEED", "4711")
        .env("LC_ALL", "C")
        .env("TZ", "Asia/Tokyo")
        .env("HOME", elsewhere.path())
        .env("SNAKEBRIDGE_CACHE", elsewhere.path().join("cache"));
    let output = command.output().expect("the command is built");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(one.committed(), other.committed());
    // The wrappers name the folder of the program's own Python files, and nothing else of the machine.
    let wrappers = |package: &Package| {
        let text = package.read("out/snakebridge.rs");
        let root = fs::canonicalize(package.root()).expect("it is there");
        text.replace(&*root.to_string_lossy(), "ROOT").replace(&*package.root().to_string_lossy(), "ROOT")
    };
    let lines = |text: String| text.lines().filter(|line| !line.contains("/bin/python")).count();
    assert_eq!(wrappers(&one).replace("/./", "/"), wrappers(&other).replace("/./", "/"));
    assert!(lines(wrappers(&one)) > 20);
}

#[test]
fn many_at_a_time_corrupt_nothing() {
    let reference = package();
    reference.generate(&["--out-dir", "out"]).success();
    let package = package();
    let runs: Vec<_> = (0..6)
        .map(|_| package.command(&["--out-dir", "out"]).stderr(Stdio::null()).spawn().expect("it starts"))
        .collect();
    for mut run in runs {
        assert!(run.wait().expect("it ends").success());
    }
    assert_eq!(package.committed(), reference.committed());
    package.generate(&["--check", "--out-dir", "out"]).success();
    assert!(package.unfinished().is_empty(), "{:?}", package.unfinished());
}

/// The kernel kills a process that makes a file larger than its limit (`RLIMIT_FSIZE`, `SIGXFSZ`), so every limit is a
/// point at which a write is interrupted, without anything in the program that helps with it.
#[cfg(target_os = "linux")]
#[test]
fn killed_in_the_middle_of_a_write_nothing_is_half_written() {
    let reference = package();
    reference.generate(&["--out-dir", "out"]).success();
    let package = package();
    // The first state, all of which is replaced later.
    package.write("src/main.rs", "fn main() { py::own::area(1); }");
    package.generate(&["--out-dir", "out"]).success();
    let old = package.committed();
    let old_wrappers = package.read("out/snakebridge.rs");
    package.write("src/main.rs", PROGRAM);
    let new_wrappers = reference.read("out/snakebridge.rs");
    let mut killed = 0;
    for limit in [0, 1, 200, 500, 900, 1500, 2500, 4000, 6000, 9000, 13_000, 20_000] {
        let status = package.limited(limit, &["--out-dir", "out"]);
        killed += u32::from(!status.success());
        for (name, text) in package.committed() {
            let was = old.get(&name).expect("it was there before");
            assert!(text == *was || text == reference.committed()[&name], "{name} after {limit} bytes");
        }
        let wrappers = package.read("out/snakebridge.rs");
        let same_program = |one: &str, other: &str| bare(one) == bare(other);
        assert!(
            same_program(&wrappers, &old_wrappers) || same_program(&wrappers, &new_wrappers),
            "after {limit} bytes"
        );
    }
    assert!(killed >= 3, "the limits are not where writes are: {killed}");
    package.generate(&["--out-dir", "out"]).success();
    assert_eq!(package.committed(), reference.committed());
    assert_eq!(bare(&package.read("out/snakebridge.rs")), bare(&new_wrappers));
    // And back again: what was made from the first state is not taken for it.
    package.write("src/main.rs", "fn main() { py::own::area(1); }");
    package.generate(&["--out-dir", "out"]).success();
    assert_eq!(bare(&package.read("out/snakebridge.rs")), bare(&old_wrappers));
}

/// Wrappers without the line that names the machine.
#[cfg(target_os = "linux")]
fn bare(wrappers: &str) -> String {
    wrappers.split("::register!").map(|part| part.split_once(");").map_or(part, |(_, rest)| rest)).collect()
}
