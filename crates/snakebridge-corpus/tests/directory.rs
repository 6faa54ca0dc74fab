//! The runner on a small corpus directory, with the standard library only.

use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::{Command, Output};

fn corpus(folder: &Path, cases: &Json) {
    let file = json!({"package": "toys", "cases": cases});
    std::fs::create_dir(folder.join("cases")).unwrap();
    std::fs::write(folder.join("cases/toys.json"), file.to_string()).unwrap();
    std::fs::write(folder.join("packages.txt"), "# nothing but the standard library\n").unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge-corpus"));
    command.arg("--cases").arg(folder).arg("--json").arg(folder.join("out.json")).args(arguments);
    command.output().unwrap()
}

fn outcomes(folder: &Path) -> Vec<Json> {
    serde_json::from_slice(&std::fs::read(folder.join("out.json")).unwrap()).unwrap()
}

fn function(module: &str, name: &str) -> Json {
    json!({"attr": [{"mod": module}, name]})
}

#[test]
fn cases_pass_fail_and_end_their_process() {
    let folder = tempfile::tempdir().unwrap();
    let sqrt = json!({"call": [function("math", "sqrt"), [{"val": 16}], {}]});
    let case = |id: &str, expr: Json, expect: Json| json!({"id": id, "kind": "const", "expr": expr, "expect": expect});
    let mut fatal = case(
        "fatal",
        json!({"call": [function("os", "_exit"), [{"val": 7}], {}]}),
        json!({"t": "exit", "code": 7}),
    );
    fatal["needs"] = json!(["fatal"]);
    let append = json!({"call": [{"attr": [{"var": "x"}, "append"]}, [{"val": 1}], {}]});
    let cases = json!([
        case("passes", sqrt.clone(), json!({"t": "float", "v": "4.0"})),
        case("differs", sqrt, json!({"t": "float", "v": "5.0"})),
        fatal,
        case(
            "shares",
            json!({"let": [["x", {"val": []}]], "in": {"seq": [append, {"list": [{"var": "x"}, {"var": "x"}]}]}}),
            json!([[1], [1]]),
        ),
        case(
            "cycle",
            json!({"let": [["x", {"val": [0]}]], "in": {"seq": [
                {"call": [{"attr": [{"var": "x"}, "append"]}, [{"var": "x"}], {}]}, {"var": "x"}]}}),
            json!([0, {"t": "cycle", "up": 1}]),
        ),
        case(
            "raises",
            json!({"item": [{"dict": []}, {"val": "k"}]}),
            json!({"t": "raise", "type": "builtins.KeyError", "bases": [], "message_contains": "'k'"}),
        ),
        case(
            "named until the end",
            json!({"let": [
                ["f", {"call": [function("functools", "partial"), [function("builtins", "int")], {}]}],
                ["p", {"call": [function("weakref", "proxy"), [{"var": "f"}], {}]}],
            ], "in": {"attr": [{"var": "p"}, "args"]}}),
            json!({"t": "tuple", "v": []}),
        ),
        case("argv", function("sys", "argv"), json!(["oracle"])),
        case("from the future", json!({"telepathy": 1}), json!(null)),
    ]);
    corpus(folder.path(), &cases);

    let output = run(folder.path(), &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    let failed: Vec<Json> = outcomes(folder.path())
        .into_iter()
        .filter(|outcome| outcome["passed"] == json!(false))
        .map(|outcome| outcome["id"].clone())
        .collect();
    assert_eq!(failed, ["differs", "from the future"], "{text}");
    assert!(text.ends_with("7 passed, 2 failed\n"), "{text}");
    assert!(text.contains("`telepathy` is no kind of node"), "{text}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_case_that_does_not_end_fails_and_the_next_one_runs() {
    let folder = tempfile::tempdir().unwrap();
    let forever = json!({"call": [function("threading", "Event"), [], {}]});
    let forever = json!({"call": [{"attr": [forever, "wait"]}, [], {}]});
    let cases = json!([
        {"id": "forever", "kind": "thread", "expr": forever, "expect": true},
        {"id": "after", "kind": "const", "expr": {"val": 1}, "expect": 1},
    ]);
    corpus(folder.path(), &cases);
    run(folder.path(), &["--patience", "1"]);
    let outcomes = outcomes(folder.path());
    assert_eq!(outcomes[0]["got"], json!({"t": "timeout"}));
    assert_eq!(outcomes[1]["passed"], json!(true));
}

#[test]
fn only_what_is_asked_for_runs() {
    let folder = tempfile::tempdir().unwrap();
    let cases = json!([
        {"id": "toys/one", "kind": "const", "expr": {"val": 1}, "expect": 1},
        {"id": "toys/two", "kind": "const", "expr": {"val": 1}, "expect": 2},
    ]);
    corpus(folder.path(), &cases);
    let output = run(folder.path(), &["--only", "one"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(outcomes(folder.path()).len(), 1);
}
