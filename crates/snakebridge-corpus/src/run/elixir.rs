//! Cases through the Elixir package: one BEAM evaluates and describes all of them (`elixir/corpus`); what it says is compared and reported as any other
//! outcome.

use super::{Finished, Outcome, Setting, place};
use crate::case::{Case, PackageFile};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A line of the evaluator.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    got: Json,
    reason: Option<String>,
    seconds: f64,
}

/// Runs all files; `tell` hears of each when all are done.
///
/// # Errors
/// When Elixir cannot be started, or ends before its time.
pub(crate) fn run(
    files: &[PackageFile],
    setting: &Setting,
    tell: &mut dyn FnMut(&Finished),
) -> Result<Vec<Finished>, String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let job = folder.path().join("job.json");
    std::fs::write(&job, described(files, setting, folder.path()).to_string())
        .map_err(|error| format!("`{}`: {error}", job.display()))?;
    let mut outcomes = evaluated(&job)?;
    let finished = files.iter().map(|file| {
        let outcomes: Vec<Outcome> =
            file.cases.iter().map(|case| outcome(case, outcomes.remove(&case.id))).collect();
        let took = outcomes.iter().map(|outcome| outcome.took).sum();
        Finished { package: file.package.clone(), outcomes, took }
    });
    Ok(finished.inspect(|finished| tell(finished)).collect())
}

/// What `elixir/corpus/corpus.ex` reads.
fn described(files: &[PackageFile], setting: &Setting, folder: &Path) -> Json {
    let variables = place::variables(folder, &setting.cache);
    let of_home = |name: &str| name == "HOME" || name == "TMPDIR";
    let env: Vec<Json> = variables
        .iter()
        .filter(|(name, _)| !of_home(name))
        .map(|(name, value)| json!([name, value.to_string_lossy()]))
        .collect();
    let files: Vec<Json> = files
        .iter()
        .map(|file| {
            let ids: Vec<&str> = file.cases.iter().map(|case| case.id.as_str()).collect();
            // It runs in another folder.
            let path = std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone());
            json!({ "path": path, "ids": ids })
        })
        .collect();
    let patience = setting.patience.as_secs();
    json!({ "python": setting.python, "env": env, "folder": folder, "patience": patience, "files": files })
}

fn evaluated(job: &Path) -> Result<HashMap<String, Line>, String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../elixir");
    let mut command = Command::new("mix");
    command.args(["run", "--no-start", "-e", "SnakeBridge.Corpus.main(hd(System.argv()))"]).arg(job);
    command.current_dir(package).env("MIX_ENV", "test").stdout(Stdio::piped());
    let cannot = |error: &dyn std::fmt::Display| format!("cannot run {command:?}: {error}");
    let message = cannot(&"it ended before its time");
    let mut child = command.spawn().map_err(|error| format!("cannot run `mix`: {error}"))?;
    let output = child.stdout.take().ok_or_else(|| message.clone())?;
    let mut lines = HashMap::new();
    for line in BufReader::new(output).lines() {
        let line = line.map_err(|error| error.to_string())?;
        // Mix tells on the same descriptor what it compiles.
        if let Ok(line) = serde_json::from_str::<Line>(&line) {
            lines.insert(line.id.clone(), line);
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(lines) } else { Err(format!("{message} ({status})")) }
}

fn outcome(case: &Case, line: Option<Line>) -> Outcome {
    let (got, reason, took) = match line {
        Some(line) => {
            let took = Duration::try_from_secs_f64(line.seconds).unwrap_or_default();
            (line.got, line.reason, took)
        }
        None => (Json::Null, Some("nothing was said of it".to_owned()), Duration::ZERO),
    };
    let (id, kind, expected) = (case.id.clone(), case.kind.clone(), case.expect.clone());
    Outcome { id, kind, expected, got, reason, took }
}
