//! Cases on an engine whose Python is in the host's own process: the runner runs itself, once for each session of a process of its own, and reads what that
//! noted before it ended, whatever way that was.

use super::place::{self, Place};
use super::{Outcome, Setting, evaluate};
use crate::case::{Case, PackageFile};
use crate::describe;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::fs::File;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What the runner is told that runs cases in its own process.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Inside {
    /// Where outcomes are noted
    #[arg(long = "inside", value_name = "FILE", hide = true)]
    notes: Option<PathBuf>,
    /// The interpreter with the packages
    #[arg(long, value_name = "PYTHON", hide = true)]
    interpreter: Option<PathBuf>,
    /// Whose cases
    #[arg(long, value_name = "PACKAGE", hide = true)]
    package: Option<String>,
    /// Which of them, by their ids
    #[arg(long = "case", value_name = "ID", hide = true)]
    ids: Vec<String>,
}

/// A line in the file of outcomes.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    got: Json,
    reason: Option<String>,
    seconds: f64,
}

/// Runs cases in this process and notes each outcome at once.
///
/// # Errors
/// When nothing can be noted.
pub(crate) fn run(
    inside: &Inside,
    notes: &Path,
    files: &[PackageFile],
    setting: &Setting,
) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("`{}`: {error}", notes.display());
    let mut notes = File::create(notes).map_err(cannot)?;
    let is_wanted = |file: &&PackageFile| inside.package.as_ref().is_some_and(|name| file.package == *name);
    let cases = files.iter().filter(is_wanted).flat_map(|file| &file.cases);
    let place = Place::inside(setting);
    for case in cases.filter(|case| inside.ids.contains(&case.id)) {
        let began = Instant::now();
        let (got, reason) = match &place {
            Ok(place) => evaluate(case, &place.session, setting.patience),
            Err(error) => (Json::Null, Some(format!("no session: {error}"))),
        };
        let note = Note { got, reason, seconds: began.elapsed().as_secs_f64() };
        let line = serde_json::to_string(&note).map_err(|error| error.to_string())?;
        writeln!(notes, "{line}").map_err(cannot)?;
    }
    Ok(())
}

impl Inside {
    /// The interpreter and the file for the outcomes, if this is to run cases in its own process.
    pub(crate) fn is_wanted(&self) -> Option<(&Path, &Path)> {
        Some((self.interpreter.as_deref()?, self.notes.as_deref()?))
    }
}

/// Runs the cases of one file in processes of their own.
pub(super) fn run_file(file: &PackageFile, setting: &Setting) -> Vec<Outcome> {
    let (shared, alone): (Vec<&Case>, Vec<&Case>) = file.cases.iter().partition(|case| case.needs.is_empty());
    let mut outcomes = Vec::new();
    let mut ahead = shared.as_slice();
    while !ahead.is_empty() {
        let done = run_cases(&file.package, ahead, setting);
        // After the end of a process, the next case gets one that is set up like the first.
        ahead = &ahead[done.len()..];
        outcomes.extend(done);
    }
    outcomes.extend(alone.into_iter().flat_map(|case| run_cases(&file.package, &[case], setting)));
    let place = |outcome: &Outcome| file.cases.iter().position(|case| case.id == outcome.id);
    outcomes.sort_by_key(place);
    outcomes
}

/// The outcomes of cases in one process, up to the one that ended it; at least one.
fn run_cases(package: &str, cases: &[&Case], setting: &Setting) -> Vec<Outcome> {
    let began = Instant::now();
    let ran = child(package, cases, setting);
    let outcome = |case: &Case, got, reason, took| Outcome {
        id: case.id.clone(),
        kind: case.kind.clone(),
        expected: case.expect.clone(),
        got,
        reason,
        took,
    };
    let (notes, status) = match ran {
        Ok(ran) => ran,
        Err(error) => return vec![outcome(cases[0], Json::Null, Some(error), began.elapsed())],
    };
    let noted = notes.len();
    let mut outcomes: Vec<Outcome> = cases
        .iter()
        .zip(notes)
        .map(|(case, note)| outcome(case, note.got, note.reason, Duration::from_secs_f64(note.seconds)))
        .collect();
    if let Some(case) = cases.get(noted) {
        let got = describe::end_of_process(status.signal(), status.code());
        let late = format!("it took longer than {} s", setting.patience.as_secs());
        let reason = (began.elapsed() >= setting.patience && status.signal() == Some(KILL)).then_some(late);
        outcomes.push(outcome(case, got, reason, began.elapsed()));
    }
    outcomes
}

/// What ends a case that takes too long.
const KILL: i32 = 9;

fn child(package: &str, cases: &[&Case], setting: &Setting) -> Result<(Vec<Note>, ExitStatus), String> {
    let Some(corpus) = &setting.corpus else {
        return Err("the folder of the corpus is not known".to_owned());
    };
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let home = folder.path().join("home");
    std::fs::create_dir(&home).map_err(|error| format!("`{}`: {error}", home.display()))?;
    let notes = folder.path().join("notes");
    let program = std::env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    let mut command = Command::new(program);
    command
        .args(["--engine".into(), setting.engine.to_string()])
        .arg("--cases")
        .arg(corpus)
        .args(["--patience".into(), setting.patience.as_secs().to_string()])
        .arg("--inside")
        .arg(&notes)
        .arg("--interpreter")
        .arg(&setting.python)
        .args(["--package", package])
        .args(cases.iter().flat_map(|case| ["--case", &case.id]))
        .current_dir(&home)
        .envs(place::variables(&home, &setting.cache))
        .stdin(Stdio::null());
    let status = command.status().map_err(|error| format!("the runner cannot be run again: {error}"))?;
    let text = std::fs::read_to_string(&notes).unwrap_or_default();
    // A line that was being written when the process ended is none.
    let notes = text.split_inclusive('\n').map_while(|line| serde_json::from_str(line).ok()).collect();
    Ok((notes, status))
}
