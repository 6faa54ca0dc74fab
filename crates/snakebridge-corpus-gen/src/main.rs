//! Wraps whole packages and compiles the wrappers: `cargo xtask corpus-gen`.
//!
//! Any list of packages will do; nothing here knows one by name.

mod compile;
mod files;
mod packages;
mod page;
mod peer;
mod program;
mod project;
mod report;
mod results;

use clap::Parser;
use compile::Compiler;
use packages::Package;
use page::Page;
use peer::Peer;
use project::Scratch;
use results::Outcome;
use snakebridge_corpus::provide;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Wrap whole packages and compile the wrappers
#[derive(Debug, Parser)]
#[command(name = "cargo xtask corpus-gen")]
struct Arguments {
    /// Requirements, one a line, to be installed together and wrapped each
    #[arg(long, value_name = "FILE")]
    packages: PathBuf,
    /// Requirements to install instead, for instance with exact versions of all dependencies
    #[arg(long, value_name = "FILE")]
    pins: Option<PathBuf>,
    /// Only packages with this in their name; may be given several times
    #[arg(long, value_name = "SUBSTRING")]
    only: Vec<String>,
    /// Only the package of exactly this name; may be given several times
    #[arg(long, value_name = "NAME")]
    exactly: Vec<String>,
    /// Write all outcomes to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many packages to ask Python about at the same time; only one is compiled at a time
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Run `cargo doc`, too, with its warnings as errors
    #[arg(long)]
    doc: bool,
    /// What compiling one package may take
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    patience: u64,
    /// Compare with `pyo3_bindgen`, which is installed into this folder if it is not there
    #[arg(long, value_name = "DIR")]
    peer: Option<PathBuf>,
    /// Compare only the package of exactly this name; may be given several times
    #[arg(long, value_name = "NAME", requires = "peer")]
    compare: Vec<String>,
    /// Write all outcomes for people to this file
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// The folder of scratch crates and results
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// The repository
    #[arg(long, value_name = "DIR")]
    repository: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            report::failure(&message);
            ExitCode::from(2)
        }
    }
}

/// What all packages have in common.
struct Setting<'a> {
    arguments: &'a Arguments,
    python: PathBuf,
    installed: BTreeMap<String, Package>,
    compiler: Compiler<'a>,
    runtime: String,
    peer: Option<Peer>,
}

fn run(arguments: &Arguments) -> Result<bool, String> {
    let requirements = lines(&arguments.packages)?;
    let mut names: Vec<String> = requirements.iter().map(|line| provide::distribution(line)).collect();
    let pins = arguments.pins.as_deref().map_or(Ok(requirements), lines)?;
    let provided = provide::provide(pins, provide::VERSION, &mut |progress| report::progress(&progress))?;
    for pin in &provided.left_out {
        report::progress(&format!("left out, because it cannot be installed: `{pin}`"));
    }
    names.retain(|name| {
        let wanted = arguments.only.is_empty() && arguments.exactly.is_empty();
        wanted || arguments.exactly.contains(name) || arguments.only.iter().any(|part| name.contains(part))
    });
    if names.is_empty() {
        return Err("no package of this list is wanted".to_owned());
    }
    let target = arguments.folder.join("target");
    let setting = Setting {
        arguments,
        installed: packages::describe(&provided.python, &names)?,
        peer: arguments.peer.as_deref().map(|folder| Peer::install(folder, &provided.python)).transpose()?,
        python: provided.python,
        compiler: Compiler {
            target: &target,
            patience: Duration::from_secs(arguments.patience),
            one_at_a_time: Mutex::new(()),
        },
        runtime: results::runtime_digest(&arguments.repository),
    };
    setting.warm_up()?;
    let all = setting.all(&names);
    let scratch = Scratch { folder: arguments.folder.join("program") };
    let program = program::outcome(
        &scratch,
        &setting.compiler,
        &setting.python,
        &setting.installed,
        &arguments.repository,
    );
    if let Some(path) = &arguments.json {
        report::write_json(path, &all)?;
    }
    if let Some(path) = &arguments.write {
        let python = packages::version(&setting.python)?;
        let page = Page {
            outcomes: &all,
            program: program.as_ref(),
            python: &python,
            patience: setting.compiler.patience,
        };
        report::write_page(path, &page)?;
    }
    let is_well = report::summary(&all);
    Ok(program.is_none_or(|program| report::program(&program)) && is_well)
}

fn lines(path: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("`{}`: {error}", path.display()))?;
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

impl Setting<'_> {
    /// Compiles the run time once, so that its seconds are nobody's.
    fn warm_up(&self) -> Result<(), String> {
        let scratch = Scratch { folder: self.arguments.folder.join("nothing") };
        let package = Package { version: "0".to_owned(), imports: Vec::new() };
        scratch.lay_out(&self.python, "nothing", &package, &self.arguments.repository)?;
        scratch.generate()?;
        self.compiler.run("check", &scratch.folder).map(drop)
    }

    fn all(&self, names: &[String]) -> Vec<Outcome> {
        report::heading();
        let next = AtomicUsize::new(0);
        let outcomes = Mutex::new(BTreeMap::new());
        let work = || {
            while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                let outcome = self.one(name);
                let mut outcomes = outcomes.lock().expect("no thread panics while it holds the outcomes");
                report::finished(&outcome);
                outcomes.insert(name, outcome);
            }
        };
        std::thread::scope(|scope| (0..self.arguments.jobs.max(1)).for_each(|_| drop(scope.spawn(work))));
        outcomes.into_inner().expect("no thread panicked").into_values().collect()
    }

    /// One package, from its metadata to compiled wrappers.
    fn one(&self, name: &str) -> Outcome {
        let Some(package) = self.installed.get(name) else {
            let failure = Some("it is not installed".to_owned());
            return Outcome { package: name.to_owned(), failure, ..Outcome::default() };
        };
        let scratch = Scratch { folder: self.arguments.folder.join(name) };
        let peer = self.peer.as_ref().filter(|_| {
            let compare = &self.arguments.compare;
            compare.is_empty() || compare.iter().any(|compared| compared == name)
        });
        let made_from = results::digest(&[
            &snakebridge_codegen::generator_digest(),
            &self.runtime,
            &self.python.to_string_lossy(),
            &format!("{package:?} {} {}", self.arguments.doc, peer.is_some()),
        ]);
        if let Some(outcome) = results::kept(&scratch.folder, &made_from) {
            return outcome;
        }
        let mut outcome =
            Outcome { package: name.to_owned(), version: package.version.clone(), ..Outcome::default() };
        outcome.failure = self.attempt(name, package, &scratch, &mut outcome).err();
        if let Some(peer) = peer {
            let folder = scratch.folder.join("peer");
            outcome.peer = Some(peer.compare(&self.compiler, &self.python, package, &folder));
        }
        if let Err(problem) = results::keep(&scratch.folder, &made_from, &outcome) {
            report::progress(&format!("the outcome of `{name}` cannot be kept: {problem}"));
        }
        outcome
    }

    fn attempt(
        &self,
        name: &str,
        package: &Package,
        scratch: &Scratch,
        outcome: &mut Outcome,
    ) -> Result<(), String> {
        if package.imports.is_empty() {
            return Err("its metadata names nothing to import".to_owned());
        }
        scratch.lay_out(&self.python, name, package, &self.arguments.repository)?;
        outcome.generated = Some(scratch.generate()?);
        outcome.check = Some(self.compiler.run("check", &scratch.folder)?);
        if self.arguments.doc {
            outcome.doc = Some(self.compiler.run("doc", &scratch.folder)?);
        }
        Ok(())
    }
}
