//! `snakebridge clean`: removes managed environments that are not used any more.

use crate::arguments::CleanArguments;
use crate::failure::Failure;
use crate::ui;
use snakebridge_codegen::{Project, environment_request};
use snakebridge_environment::{ManagedEnvironment, managed_environments};
use std::path::Path;
use std::time::{Duration, SystemTime};

pub(crate) fn run(arguments: &CleanArguments) -> Result<(), Failure> {
    let mut freed = 0;
    for environment in managed_environments()? {
        let (name, contents) = (environment.dir.display(), contents(&environment));
        let reason = match verdict(&environment, arguments) {
            Verdict::Stays(reason) => {
                ui::fine(format_args!("{name} ({contents}) stays: {reason}"));
                continue;
            }
            Verdict::Goes(reason) => reason,
        };
        let size = environment.size();
        if arguments.dry_run {
            ui::done(format_args!("would remove {name} ({contents}): {reason}"));
        } else if environment.remove()? {
            ui::done(format_args!("removed {name} ({contents}): {reason}"));
        } else {
            ui::fine(format_args!("{name} stays: it is being made"));
            continue;
        }
        freed += size;
    }
    let what = if arguments.dry_run { "would be free" } else { "are free" };
    ui::done(format_args!("{} MB {what}", freed / 1_000_000));
    Ok(())
}

/// What becomes of an environment, and why.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Stays(String),
    Goes(String),
}

fn verdict(environment: &ManagedEnvironment, arguments: &CleanArguments) -> Verdict {
    if arguments.all {
        return Verdict::Goes("all are removed".to_owned());
    }
    if environment.contents.is_none() {
        return Verdict::Goes("it was never finished, or its interpreter is gone".to_owned());
    }
    if let Some(project) = environment.projects.iter().find(|root| refers(root, environment)) {
        return Verdict::Stays(format!("`{}` refers to it", project.display()));
    }
    if !environment.projects.is_empty() {
        return Verdict::Goes(
            "the projects that it was made for ask for another one, or are gone".to_owned(),
        );
    }
    let days = environment.last_used.map_or(u64::MAX, |used| age(used).as_secs() / (24 * 60 * 60));
    if days >= arguments.days {
        Verdict::Goes(format!("it was not used for {days} days"))
    } else {
        Verdict::Stays(format!("it was used {days} days ago"))
    }
}

/// Whether the project in `root` would be given this environment today.
fn refers(root: &Path, environment: &ManagedEnvironment) -> bool {
    Project::load(root).is_ok_and(|project| environment.serves(&environment_request(&project)))
}

fn age(used: SystemTime) -> Duration {
    used.elapsed().unwrap_or_default()
}

fn contents(environment: &ManagedEnvironment) -> String {
    match &environment.contents {
        Some(contents) => format!("Python {}: {}", contents.python, contents.requirements.join(", ")),
        None => "unusable".to_owned(),
    }
}
