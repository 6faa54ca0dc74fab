//! What embedded Python must not do to the process that it shares: threads that come and go, finalizers that call back, other users of the same
//! Python, ends while it is at work. Each case has a process of its own, on every Python.

mod ends;
mod finalizers;
mod others;
mod plain;
mod surroundings;
mod threads;

use snakebridge::{Bridge, Engine, Session};
use snakebridge_testkit::{Python, supported, toys};
use std::error::Error;
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// In the child: the interpreter. Without a case: the only one to run the cases on.
const PYTHON: &str = "SNAKEBRIDGE_TEST_SOUNDNESS_PYTHON";
/// In the child: the case.
const CASE: &str = "SNAKEBRIDGE_TEST_SOUNDNESS_CASE";
/// A child that takes longer hangs, also under a checker.
const PATIENCE: Duration = Duration::from_secs(300);

type Outcome = Result<(), Box<dyn Error>>;

/// One process.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    /// What the process ends with if all is well.
    status: i32,
    run: fn(&Path) -> Outcome,
}

macro_rules! cases {
    ($($module:ident: $($name:ident $(=> $status:literal)?),+;)+) => {
        &[$($(Case { name: stringify!($name), status: cases!(@ $($status)?), run: $module::$name }),+),+]
    };
    (@) => { 0 };
    (@ $status:literal) => { $status };
}

static CASES: &[Case] = cases! {
    threads: threads_leave_nothing_behind, a_thread_may_call_to_its_very_end, references_are_dropped_anywhere,
        a_module_is_imported_once_by_many, deep_recursion_is_an_error;
    finalizers: finalizers_call_back, finalizers_of_a_thread_call_back;
    others: a_lock_that_is_held_already_is_no_obstacle, interpreters_beside_this_one_change_nothing,
        a_python_that_nobody_sees_is_joined, a_callback_is_the_same_after_pickling;
    ends: main_ends_while_threads_call, a_thread_ends_the_program => 7, a_callback_ends_the_program => 8,
        a_fork_says_that_it_has_no_python;
    plain: plain_calls_are_made_to_the_very_end_of_a_thread, plain_calls_wait_for_an_import,
        plain_calls_are_made_where_the_lock_is_held_already, main_ends_while_threads_make_plain_calls,
        who_is_attached_waits_without_the_lock, plain_calls_in_a_fork_are_errors;
    surroundings: signals_stay_the_hosts, what_python_dies_of_is_an_error;
};

fn main() -> ExitCode {
    let passed = match (std::env::var_os(PYTHON), std::env::var(CASE)) {
        (Some(python), Ok(case)) => run(Path::new(&python), &case),
        _ => run_all(&std::env::args().skip(1).find(|it| !it.starts_with('-')).unwrap_or_default()),
    };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// In the child.
#[expect(clippy::print_stderr, reason = "a test program without a harness says by itself what it does")]
fn run(python: &Path, name: &str) -> bool {
    let case = CASES.iter().find(|case| case.name == name).expect("the parent knows the cases");
    let outcome = (case.run)(python);
    outcome.as_ref().inspect_err(|error| eprintln!("{error}")).is_ok()
}

/// A session of the embedded engine with the toys.
fn session(python: &Path) -> Result<Session, snakebridge::Error> {
    let bridge = Bridge::builder().engine(Engine::Embed).python(python).search_path(toys());
    Ok(bridge.build()?.session())
}

#[expect(clippy::print_stderr, reason = "a test program without a harness says by itself what it does")]
fn run_all(filter: &str) -> bool {
    let of = |python: Python| {
        CASES.iter().filter(|case| case.name.contains(filter)).map(move |case| (python.clone(), case))
    };
    let pythons = match std::env::var_os(PYTHON) {
        Some(path) => vec![Python { version: path.display().to_string(), path: path.into() }],
        None => supported(),
    };
    let runs: Vec<(Python, &Case)> = pythons.into_iter().flat_map(of).collect();
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = || {
        while let Some((python, case)) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(why) = in_child(python, case) {
                failed.store(true, Ordering::Relaxed);
                eprintln!("Python {}: {}: {why}", python.version, case.name);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    eprintln!("{} cases", runs.len());
    !failed.into_inner() && !runs.is_empty()
}

fn in_child(python: &Python, case: &Case) -> Result<(), String> {
    let mut said = tempfile::tempfile().expect("there is room for a file");
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.env(PYTHON, &python.path).env(CASE, case.name).stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(said.try_clone().expect("a file can be opened twice"));
    let mut child = command.spawn().expect("this program can be run again");
    let pid = rustix::process::Pid::from_child(&child);
    let (sender, ended) = mpsc::channel();
    let waiting = std::thread::spawn(move || drop(sender.send(child.wait())));
    let status = ended.recv_timeout(PATIENCE).map_err(|_| {
        let _it_may_end_now = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        "it hangs".to_owned()
    });
    waiting.join().expect("it does not panic");
    let status = status?.map_err(|error| error.to_string())?;
    if status.code() == Some(case.status) {
        return Ok(());
    }
    let mut text = String::new();
    said.rewind().and_then(|()| said.read_to_string(&mut text)).map_err(|error| error.to_string())?;
    Err(format!("{status}\n{text}"))
}
