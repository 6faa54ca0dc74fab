//! Runs cases: a session for each package file, in file order, several files at a time, each case bounded in time.

pub(crate) mod elixir;
pub(crate) mod inside;
mod place;
mod watch;

use crate::canonical;
use crate::case::{Case, Need, PackageFile};
use crate::compare::matches;
use crate::describe::{self, Describer};
use crate::evaluate::{Evaluator, Trouble};
use place::Place;
use serde_json::Value as Json;
use snakebridge::{Engine, Error, Session};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How cases are run.
#[derive(Debug)]
pub(crate) struct Setting {
    /// The interpreter with the packages.
    pub(crate) python: PathBuf,
    /// The engine under test.
    pub(crate) engine: Engine,
    /// What a case may take.
    pub(crate) patience: Duration,
    /// The folder of the corpus, made absolute.
    pub(crate) corpus: Option<PathBuf>,
    /// A folder for what libraries cache from one process to the next.
    pub(crate) cache: PathBuf,
}

/// What became of one case.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) expected: Json,
    pub(crate) got: Json,
    /// Why there is nothing to compare, or what is wrong although the result is right.
    pub(crate) reason: Option<String>,
    pub(crate) took: Duration,
}

impl Outcome {
    pub(crate) fn passed(&self) -> bool {
        self.reason.is_none() && matches(&self.expected, &self.got)
    }
}

/// What became of one package file.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) package: String,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) took: Duration,
}

/// Runs all files; `tell` hears of each when it is done.
///
/// # Errors
/// When no thread can be started.
pub(crate) fn run(
    files: &[PackageFile],
    setting: &Setting,
    tell: &mut dyn FnMut(&Finished),
) -> Result<Vec<Finished>, String> {
    let next = AtomicUsize::new(0);
    let (done, finished) = mpsc::channel();
    let mut all: Vec<(usize, Finished)> = std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let (next, done) = (&next, done.clone());
            let work = move || {
                while let Some((index, file)) = following(files, next) {
                    if done.send((index, run_file(file, setting))).is_err() {
                        return;
                    }
                }
            };
            let thread = std::thread::Builder::new().stack_size(crate::STACK);
            thread.spawn_scoped(scope, work).map_err(|error| format!("no thread: {error}"))?;
        }
        drop(done);
        Ok::<_, String>(finished.iter().inspect(|(_, finished)| tell(finished)).collect())
    })?;
    all.sort_by_key(|(index, _)| *index);
    Ok(all.into_iter().map(|(_, finished)| finished).collect())
}

fn following<'a>(files: &'a [PackageFile], next: &AtomicUsize) -> Option<(usize, &'a PackageFile)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    files.get(index).map(|file| (index, file))
}

fn run_file(file: &PackageFile, setting: &Setting) -> Finished {
    let began = Instant::now();
    if setting.engine == Engine::Embed {
        let outcomes = inside::run_file(file, setting);
        return Finished { package: file.package.clone(), outcomes, took: began.elapsed() };
    }
    let mut shared: Option<Place> = None;
    let mut outcomes = Vec::new();
    for case in &file.cases {
        let outcome = if case.needs.is_empty() {
            let outcome = in_place(case, setting, &mut shared);
            // The next case gets a process that is set up like the first.
            if is_end(&outcome.got) {
                shared = None;
            }
            outcome
        } else {
            in_place(case, setting, &mut None)
        };
        outcomes.push(outcome);
    }
    Finished { package: file.package.clone(), outcomes, took: began.elapsed() }
}

/// Whether the result is the end of the process.
fn is_end(got: &Json) -> bool {
    matches!(got["t"].as_str(), Some("signal" | "exit" | "timeout"))
}

fn in_place(case: &Case, setting: &Setting, place: &mut Option<Place>) -> Outcome {
    let began = Instant::now();
    let (got, reason) = match place.take().map_or_else(|| Place::new(setting), Ok) {
        Ok(made) => {
            let evaluated = evaluate(case, &made.session, setting.patience);
            *place = Some(made);
            evaluated
        }
        Err(error) => (Json::Null, Some(format!("no session: {error}"))),
    };
    Outcome {
        id: case.id.clone(),
        kind: case.kind.clone(),
        expected: case.expect.clone(),
        got,
        reason,
        took: began.elapsed(),
    }
}

/// The canonical result of a case, and why it fails whatever the result.
fn evaluate(case: &Case, session: &Session, patience: Duration) -> (Json, Option<String>) {
    let watch = match watch::Watch::over(session, patience) {
        Ok(watch) => watch,
        Err(error) => return (Json::Null, Some(format!("no session: {error}"))),
    };
    let evaluated = Evaluator::new(session).result(&case.expr);
    let described = match evaluated {
        Ok(value) => Describer::new(session).value(value).map_err(|error| match describe::ended(&error) {
            Some(_) => Trouble::Bridge(error),
            None => Trouble::Program(format!("the result cannot be described: {error}")),
        }),
        Err(trouble) => Err(trouble),
    };
    if watch.ended_it() {
        let reason = format!("it took longer than {} s", patience.as_secs());
        return (canonical::tagged("timeout", []), Some(reason));
    }
    match described {
        Ok(got) => (got, None),
        Err(Trouble::Program(what)) => (Json::Null, Some(what)),
        Err(Trouble::Bridge(Error::Python(exception))) => (describe::raised(&exception), None),
        Err(Trouble::Bridge(error)) => match describe::ended(&error) {
            Some(got) => (got, unhealthy(case, session)),
            None => (Json::Null, Some(error.to_string())),
        },
    }
}

/// After the expected end of a process, the next call must find another one.
fn unhealthy(case: &Case, session: &Session) -> Option<String> {
    if !case.needs.contains(&Need::Fatal) {
        return None;
    }
    match session.to("builtins.abs").arg(-1).get::<i64>() {
        Ok(1) => None,
        Ok(other) => Some(format!("the next call gave {other}")),
        Err(error) => Some(format!("the next call failed: {error}")),
    }
}

/// A folder below the user's cache or the temporary files where libraries may keep things between processes.
pub(crate) fn cache_folder(within: &Path) -> Result<PathBuf, String> {
    let folder = within.join("cache");
    std::fs::create_dir_all(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    Ok(folder)
}
