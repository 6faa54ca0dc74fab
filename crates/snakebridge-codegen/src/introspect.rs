//! **introspect**: asking Python about libraries, one process each.

mod process;
mod steps;
mod system;

pub use system::SystemPython;
pub(crate) use system::probe;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use serde::{Deserialize, Serialize};
use snakebridge_model::ir::Library;
use snakebridge_model::{Extent, LockedPackage, LockedPython, LockedStubs};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What the probe is asked about one library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProbeRequest {
    /// The library, by the name it is imported under.
    pub library: String,
    /// Folders to put in front of `sys.path`.
    pub path: Vec<PathBuf>,
    /// Dotted paths, as far as the program spells them.
    pub paths: BTreeSet<String>,
    /// Members to describe of every class met.
    pub names: BTreeSet<String>,
    /// Modules that are imported whole.
    pub globs: Vec<GlobRequest>,
    /// How much of the public surface is asked for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// The folder of the standard library's stubs, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typeshed: Option<PathBuf>,
    /// Paths not to look at, because that ended or held up Python before, each with what happened.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub avoid: BTreeMap<String, String>,
}

/// A module that is imported whole, and the names that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GlobRequest {
    /// The module.
    pub path: String,
    /// The names.
    pub names: BTreeSet<String>,
}

/// What the probe writes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProbeAnswer {
    /// The library, as far as it was asked for.
    pub library: Library,
}

/// The stubs of the standard library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stubs {
    /// Their folder.
    pub folder: PathBuf,
    /// Where they came from.
    pub locked: LockedStubs,
}

/// A Python that is ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The interpreter.
    pub interpreter: PathBuf,
    /// What it says of itself.
    pub python: LockedPython,
    /// What is installed, by normalised name.
    pub packages: BTreeMap<String, LockedPackage>,
}

/// What the generator needs of Python. [`SystemPython`] is the real one; tests have their own, which runs nothing.
pub trait Python: Sync {
    /// Provides interpreter and packages. Starts no process when they are there already.
    ///
    /// # Errors
    /// Why there are none, and what to do.
    fn prepare(&mut self) -> Result<Prepared, Diagnostic>;

    /// Provides the stubs of the standard library, when something is going to be asked. Tests need none.
    ///
    /// # Errors
    /// Why there are none, as a warning: what is asked then has no types where only they have them.
    fn stubs(&mut self, _: &Prepared) -> Result<Option<Stubs>, Diagnostic> {
        Ok(None)
    }

    /// Asks about one library.
    ///
    /// # Errors
    /// Why there is no answer.
    fn probe(&self, prepared: &Prepared, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic>;
}

/// Asks about all libraries, as many at a time as there are processors.
pub(crate) fn introspect(
    python: &dyn Python,
    prepared: &Prepared,
    requests: &[ProbeRequest],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Library> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
            let answer = python.probe(prepared, request);
            answers
                .lock()
                .expect("no thread panics while it holds the answers")
                .insert(&request.library, answer);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(requests.len());
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let mut libraries = BTreeMap::new();
    for (name, answer) in answers.into_inner().expect("no thread panicked") {
        match answer {
            Ok(answer) => drop(libraries.insert(name.clone(), answer.library)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    libraries
}

/// The diagnostic of a probe that gave no answer.
pub(crate) fn probe_failed(library: &str, what: &str) -> Diagnostic {
    Diagnostic::error(Code::Probe, format!("asking Python about `{library}` failed: {what}"))
}
