//! Python loads this program's library, and not the other way round.

#![cfg(target_os = "linux")]

use snakebridge_testkit::supported;
use std::path::PathBuf;
use std::process::Command;

/// Where Cargo puts the library: beside this program.
fn library() -> PathBuf {
    let program = std::env::current_exe().expect("this program has a path");
    program.with_file_name("libjoined.so")
}

/// Runs a script in every Python; `load(loader)` gives the library.
fn in_every_python(script: &str) {
    for python in supported() {
        let preamble =
            "import ctypes, sys, threading\ndef load(loader): return getattr(ctypes, loader)(sys.argv[1])\n";
        let output = Command::new(&python.path)
            .args(["-c", &format!("{preamble}{script}")])
            .arg(library())
            .env("SNAKEBRIDGE_PYTHON", &python.path)
            .output()
            .expect("there is a Python");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "Python {}: {}\n{said}", python.version, output.status);
    }
}

#[test]
fn without_the_interpreter_lock() {
    in_every_python("assert load('CDLL').joined_calls(8) == 0");
}

#[test]
fn with_the_interpreter_lock() {
    in_every_python("assert load('PyDLL').joined_calls(0) == 0");
}

#[test]
fn on_threads_of_python() {
    in_every_python(
        "
library, outcomes = load('CDLL'), []
library.joined_calls(0)
threads = [threading.Thread(target=lambda: outcomes.append(library.joined_calls(2))) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert outcomes == [0] * 4, outcomes
",
    );
}

/// Python ends while threads of the library use it, which are none of its own.
#[test]
fn python_ends_while_threads_call() {
    for _ in 0..5 {
        in_every_python("assert load('CDLL').joined_spins() == 0");
    }
}
