//! The scenario table on the embed engine. A process holds one Python for its life, so this program runs itself once for each: the same binary with
//! every one of them.

use snakebridge::{Bridge, Call, Callback, Engine, Error, Session};
use snakebridge_testkit::{Scenario, all, of_processes, supported, toys, with_numpy};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

// As the wrappers of a program do whose `snakebridge.toml` says so.
snakebridge::codegen::engine!("embed");

/// In the child: the interpreter to run the table on.
const PYTHON: &str = "SNAKEBRIDGE_TEST_EMBED_PYTHON";
/// In the child: the library of a Python that runs here before SnakeBridge comes.
const JOINED: &str = "SNAKEBRIDGE_TEST_EMBED_JOINED";
/// In the child: whether it is the rows with numpy.
const NUMPY: &str = "SNAKEBRIDGE_TEST_EMBED_NUMPY";

fn main() -> ExitCode {
    assert!(std::env::var_os("SNAKEBRIDGE_ENGINE").is_none(), "this program chooses engines itself");
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let passed = match std::env::var_os(PYTHON) {
        Some(python) => run(Path::new(&python), std::env::var_os(NUMPY).is_some(), &filter),
        None => run_all(&filter),
    };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::print_stderr, reason = "a test program without a harness says by itself what it does")]
fn run_all(filter: &str) -> bool {
    let of_versions = supported().into_iter().map(|python| (python, false));
    let runs: Vec<_> = of_versions.chain([(with_numpy(), true)]).collect();
    for Scenario { name, process, .. } in of_processes() {
        eprintln!("not here: {name}, because {}", process.unwrap_or_default());
    }
    let mut passed = joined(&runs[0].0.path);
    for (python, numpy) in runs {
        let mut child = Command::new(std::env::current_exe().expect("this program has a path"));
        child.arg(filter).env(PYTHON, &python.path);
        if numpy {
            child.env(NUMPY, "1");
        }
        let status = child.status().expect("this program can be run again");
        eprintln!("Python {}{}: {status}", python.version, if numpy { " with numpy" } else { "" });
        passed &= status.success();
    }
    passed
}

/// Calls, handles and callbacks from eight threads at once, all in one session: `SNAKEBRIDGE_TEST_ROUNDS` times each (for a look at memory), else a few.
fn threads(session: &Session) -> Result<(), Error> {
    let rounds =
        std::env::var("SNAKEBRIDGE_TEST_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(200);
    let work = |thread: i64| -> Result<(), Error> {
        let _entered = session.enter();
        for round in 0..rounds {
            let number = thread * rounds + round;
            let root: f64 = Call::to("math.sqrt").arg((number * number) as f64).get()?;
            assert_eq!(root, number as f64);
            let list = Call::to("builtins.list").arg([1, 2, number]).object()?;
            let doubled = Callback::new(move |item: i64| -> Result<i64, Error> {
                Call::to("operator.mul").args((item, 2)).get()
            });
            let doubled: Vec<i64> =
                Call::to("builtins.list").arg(Call::to("builtins.map").arg(doubled).arg(&list)).get()?;
            assert_eq!(doubled, [2, 4, 2 * number]);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|thread| scope.spawn(move || work(thread))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
    })
}

/// What one session may and has is not another's, also where they make the same calls.
fn sessions(bridge: &Bridge, python: &Path) -> Result<(), Error> {
    let root = || snakebridge::py!(math.sqrt(16.0)).map(|root: f64| root);
    let in_session = |session: &Session| {
        let _entered = session.enter();
        root()
    };
    let builder = || Bridge::builder().engine(Engine::Embed).python(python);
    let (first, second) = (bridge.session(), bridge.session());
    let bounded = builder().deadline(std::time::Duration::from_secs(600)).build()?.session();
    for _ in 0..3 {
        for session in [&first, &second, &bounded] {
            assert_eq!(in_session(session)?, 4.0);
        }
    }
    let entered = first.enter();
    assert_eq!(root()?, 4.0);
    first.close();
    assert!(matches!(root(), Err(Error::SessionLost { .. })));
    assert!(first.attach(root).is_err());
    drop(entered);
    assert_eq!(in_session(&second)?, 4.0);
    assert_eq!(second.attach(|| in_session(&bounded))??, 4.0);
    Ok(())
}

/// A policy holds whichever way a call takes, also where the same call was made without one just before.
fn policies(free: &Session, python: &Path) -> Result<(), Error> {
    type Way = fn() -> Result<f64, Error>;
    let ways: [(&str, Way); 7] = [
        ("a macro", || snakebridge::py!(math.sqrt(16.0))),
        ("a path of the program's own", || Call::to("math.sqrt").arg(16.0).get()),
        ("a path that was made", || Call::to("math.sqrt".to_owned()).arg(16.0).get()),
        ("an attribute", || Call::path("math").attr("sqrt").invoke().arg(16.0).get()),
        ("an argument", || Call::to("builtins.abs").arg(snakebridge::call!(math.sqrt(16.0))).get()),
        ("what the path leads to", || {
            let function = Call::path("math.sqrt").object()?;
            Call::of(function).invoke().arg(16.0).get()
        }),
        ("attached", || Session::current()?.attach(|| snakebridge::py!(math.sqrt(16.0)))?),
    ];
    let builder = || Bridge::builder().engine(Engine::Embed).python(python);
    let denied = builder().deny(["math.sqrt"]).build()?.session();
    let not_allowed = builder().allow(["math.floor", "builtins"]).build()?.session();
    for _ in 0..3 {
        for (way, call) in ways {
            let in_session = |session: &Session| {
                let _entered = session.enter();
                call()
            };
            assert_eq!(in_session(free)?, 4.0, "{way}");
            for session in [&denied, &not_allowed] {
                let refused = in_session(session);
                assert!(matches!(refused, Err(Error::Denied { .. })), "{way}: {refused:?}");
                let floor: i64 = session.to("math.floor").arg(4.5).get()?;
                assert_eq!(floor, 4);
            }
        }
    }
    let elsewhere = std::thread::scope(|scope| {
        let call = || {
            let _entered = denied.enter();
            ways.map(|(_, call)| call())
        };
        scope.spawn(call).join().expect("no thread panics")
    });
    assert!(elsewhere.iter().all(|refused| matches!(refused, Err(Error::Denied { .. }))), "{elsewhere:?}");
    Ok(())
}

/// A Python that this process runs already is joined, also by the thread that holds its lock.
#[expect(clippy::print_stderr, reason = "a test program without a harness says by itself what it does")]
fn joined(python: &Path) -> bool {
    // The engine is the one that is configured.
    let bridge = Bridge::builder().python(python).build().expect("Python is there");
    let facts = bridge.session().facts().expect("Python starts");
    assert!(facts.contains(&("engine", "embed".to_owned())), "{facts:?}");
    let library = facts.into_iter().find(|(name, _)| *name == "library").expect("it came from somewhere").1;
    let mut child = Command::new(std::env::current_exe().expect("this program has a path"));
    let status =
        child.arg("what_needs_a_running_loop_gets_one").env(PYTHON, python).env(JOINED, library).status();
    let status = status.expect("this program can be run again");
    eprintln!("joined: {status}");
    status.success()
}

/// Starts a Python as an extension module finds it: this thread holds its lock.
fn start_another(library: &std::ffi::OsStr) {
    // SAFETY: a libpython is initialised once, before anybody else does, and by the names that CPython documents.
    unsafe {
        use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
        let library = Library::open(Some(library), RTLD_NOW | RTLD_GLOBAL).expect("it can be opened");
        let initialise: unsafe extern "C" fn() = *library.get(b"Py_Initialize").expect("it is Python");
        initialise();
        std::mem::forget(library);
    }
}

/// Runs the rows in one session, one after the other, as a program would; tells all failures at once.
#[expect(clippy::print_stderr, reason = "a test program without a harness says by itself what it does")]
fn run(python: &Path, numpy: bool, filter: &str) -> bool {
    let rows = all().into_iter().filter(|row| row.numpy == numpy && row.name.contains(filter));
    let rows: Vec<Scenario> = rows.collect();
    let library = std::env::var_os(JOINED);
    library.iter().for_each(|library| start_another(library));
    let bridge = Bridge::builder().engine(Engine::Embed).python(PathBuf::from(python)).search_path(toys());
    let bridge = match bridge.build() {
        Ok(bridge) => bridge,
        Err(error) => {
            eprintln!("{error}");
            return false;
        }
    };
    let session = bridge.session();
    let _entered = session.enter();
    let mut failed = 0;
    if library.is_none()
        && let Err(error) = sessions(&bridge, python)
    {
        failed += 1;
        eprintln!("  sessions: {error}");
    }
    if library.is_none()
        && let Err(error) = policies(&session, python)
    {
        failed += 1;
        eprintln!("  policies: {error}");
    }
    if library.is_none()
        && let Err(error) = threads(&session)
    {
        failed += 1;
        eprintln!("  threads: {error}");
    }
    for row in &rows {
        if std::env::var_os("SNAKEBRIDGE_TEST_VERBOSE").is_some() {
            eprintln!("{}", row.name);
        }
        if let Err(error) = (row.run)(&session) {
            failed += 1;
            eprintln!("  {}: {error}", row.name);
        }
    }
    eprintln!("{} rows, {failed} failed", rows.len());
    failed == 0 && (!rows.is_empty() || !filter.is_empty())
}
