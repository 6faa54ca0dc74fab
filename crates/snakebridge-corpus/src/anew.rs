//! Expectations of another Python than the one that a corpus was recorded with: what the corpus's own reference evaluator gives there, without any bridge.

use crate::case::PackageFile;
use crate::compare::matches;
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The reference evaluator, in the folder of the corpus.
const EVALUATOR: &str = "oracle.py";

/// What has become of the expectations.
#[derive(Debug, Default)]
pub(crate) struct Renewed {
    /// Cases that give something else with this Python.
    pub(crate) other: usize,
    /// Cases that cannot be evaluated with this Python, since a module is not there or the evaluator itself fails.
    pub(crate) left_out: Vec<String>,
}

/// A line of the evaluator.
#[derive(Deserialize)]
struct Line {
    id: String,
    got: Json,
}

/// Expects what the evaluator gives with this interpreter, and leaves out what it cannot evaluate there.
///
/// # Errors
/// When there is no evaluator in the folder, or it cannot be run.
pub(crate) fn renew(corpus: &Path, python: &Path, files: &mut Vec<PackageFile>) -> Result<Renewed, String> {
    let evaluator = corpus.join(EVALUATOR);
    if !evaluator.is_file() {
        return Err(format!(
            "`{}` is not there, which says what to expect of another Python; name a folder of the corpus that has it with `--cases`",
            evaluator.display()
        ));
    }
    let mut given = evaluate(&evaluator, python, files)?;
    let mut renewed = Renewed::default();
    for case in files.iter_mut().flat_map(|file| &mut file.cases) {
        match given.remove(&case.id) {
            // What was recorded may say less, and only what matters.
            Some(got) if matches(&case.expect, &got) => {}
            Some(got) if is_of_use(&got, &case.expect) => {
                renewed.other += 1;
                case.expect = got;
            }
            _ => renewed.left_out.push(case.id.clone()),
        }
    }
    for file in files.iter_mut() {
        file.cases.retain(|case| !renewed.left_out.contains(&case.id));
    }
    files.retain(|file| !file.cases.is_empty());
    Ok(renewed)
}

/// Whether a result that was not recorded is one of the program, and not of what is not there.
fn is_of_use(got: &Json, recorded: &Json) -> bool {
    let missing = ["builtins.ImportError", "builtins.ModuleNotFoundError"];
    let ended = ["exit", "signal", "timeout"];
    let is_one =
        |value: &Json, field: &str, of: &[&str]| value[field].as_str().is_some_and(|is| of.contains(&is));
    let is_missing = is_one(got, "type", &missing) && !is_one(recorded, "type", &missing);
    let has_ended = is_one(got, "t", &ended) && !is_one(recorded, "t", &ended);
    !(got.is_null() || is_missing || has_ended)
}

fn evaluate(evaluator: &Path, python: &Path, files: &[PackageFile]) -> Result<HashMap<String, Json>, String> {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Ok(HashMap::new()));
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let given = evaluate_file(evaluator, python, file);
            let mut all = all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match (&mut *all, given) {
                (Ok(all), Ok(given)) => all.extend(given.into_iter().map(|line| (line.id, line.got))),
                (all, Err(error)) => *all = Err(error),
                (Err(_), _) => {}
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn evaluate_file(evaluator: &Path, python: &Path, file: &PackageFile) -> Result<Vec<Line>, String> {
    let failed = |error: &dyn std::fmt::Display| {
        format!("`{}` of `{}`: {error}", evaluator.display(), file.path.display())
    };
    let mut command = Command::new(python);
    command.arg(evaluator).arg("eval").arg(&file.path).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().map_err(|error| failed(&error))?;
    let lines = String::from_utf8_lossy(&output.stdout);
    lines.lines().map(|line| read(line).map_err(|error| failed(&error))).collect()
}

fn read(line: &str) -> Result<Line, serde_json::Error> {
    let mut source = serde_json::Deserializer::from_str(line);
    source.disable_recursion_limit();
    Line::deserialize(&mut source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_there_says_nothing_of_a_program() {
        let missing = json!({"t": "raise", "type": "builtins.ModuleNotFoundError"});
        let (one, ended) = (json!({"t": "int", "v": "1"}), json!({"t": "exit", "code": 1}));
        assert!(is_of_use(&one, &json!({"t": "int", "v": "2"})));
        assert!(!is_of_use(&missing, &one) && is_of_use(&missing, &missing));
        assert!(!is_of_use(&ended, &one) && is_of_use(&ended, &json!({"t": "signal", "signal": 11})));
        assert!(!is_of_use(&Json::Null, &one));
    }
}
