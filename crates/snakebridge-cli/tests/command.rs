//! The command as a person uses it.

use std::io::Read;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output};

fn snakebridge(arguments: &[&str]) -> Output {
    let toys = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snakebridge-testkit/toys");
    let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge"));
    command.args(arguments).current_dir(std::env::temp_dir());
    if arguments.first() == Some(&"call") {
        command.arg("--path").arg(toys);
    }
    command.output().expect("the command is built")
}

fn printed(arguments: &[&str]) -> String {
    let output = snakebridge(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("results are text")
}

fn complaint(arguments: &[&str]) -> String {
    let output = snakebridge(arguments);
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert!(output.stdout.is_empty(), "a failure prints no result");
    String::from_utf8(output.stderr).expect("messages are text")
}

#[test]
fn call_prints_what_python_would() {
    assert_eq!(printed(&["call", "math.sqrt", "16"]), "4.0\n");
    assert_eq!(printed(&["call", "builtins.len", "[1,2,3]"]), "3\n");
    assert_eq!(
        printed(&["call", "builtins.dict", "--kw", "a=1", "--kw", r#"b={"x": [null, true]}"#]),
        "{'a': 1, 'b': {'x': [None, True]}}\n"
    );
    assert_eq!(printed(&["call", "os.path.join", "a", "b c"]), "'a/b c'\n");
    assert_eq!(printed(&["call", "builtins.abs", "-12345678901234567890123"]), "12345678901234567890123\n");
    assert_eq!(printed(&["call", "--get", "math.tau"]), "6.283185307179586\n");
    assert_eq!(printed(&["call", "toy_calls.keyword_only", "1", "--kw", "key=text"]), "[1, 'text', None]\n");
}

#[test]
fn a_python_error_shows_its_frames_and_fails() {
    let text = complaint(&["call", "math.sqrt", r#""x""#]);
    assert!(text.contains("Traceback (most recent call last):"), "{text}");
    assert!(text.contains(r#"math.sqrt("x")"#), "{text}");
    assert!(text.contains("TypeError: must be real number, not str"), "{text}");
    let text = complaint(&["call", "toy_errors.deeper"]);
    assert!(
        text.contains("toy_errors.py")
            && text.contains("in fail")
            && text.contains("raise ValueError(message)"),
        "{text}"
    );
}

#[test]
fn what_is_misspelt_gets_suggestions() {
    let function = complaint(&["call", "math.sqr", "16"]);
    assert!(function.contains("`sqrt`"), "{function}");
    let module = complaint(&["call", "maths.sqrt", "16"]);
    assert!(module.contains("maths") && module.contains("`math`"), "{module}");
}

#[test]
fn a_keyword_without_a_value_is_explained() {
    let text = complaint(&["call", "builtins.dict", "--kw", "a"]);
    assert!(text.contains("NAME=ARGUMENT"), "{text}");
}

#[test]
fn cargo_finds_it_too() {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-snakebridge"))
        .args(["snakebridge", "call", "math.sqrt", "16"])
        .output()
        .expect("the command is built");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "4.0\n");
}

#[test]
fn what_python_prints_and_its_exit_handlers_survive_the_end() {
    let output = snakebridge(&["call", "toy_errors.print_at_exit", "farewell"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("farewell"), "{text}");
}

#[test]
fn a_killed_host_leaves_no_python_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("here");
    let listener = UnixListener::bind(&path).expect("a socket can be bound");
    let toys = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snakebridge-testkit/toys");
    let mut host = Command::new(env!("CARGO_BIN_EXE_snakebridge"))
        .args(["call", "toy_errors.connect_and_wait"])
        .arg(&path)
        .arg("--path")
        .arg(toys)
        .spawn()
        .expect("the command is built");
    let (mut connection, _) = listener.accept().expect("the call is under way");
    host.kill().expect("it is ours to kill");
    host.wait().expect("it has ended");
    // Python holds the other end and never closes it: the end of the stream is the end of the process.
    let mut rest = Vec::new();
    connection.read_to_end(&mut rest).expect("the worker is gone");
    assert!(rest.is_empty());
}
