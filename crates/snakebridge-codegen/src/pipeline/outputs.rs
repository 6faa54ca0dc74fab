//! The files that a run is for: wrappers, manifest and lock.

use super::Options;
use crate::disk::Disk;
use crate::hosts::{Emission, Files};
use crate::project::Project;
use crate::write::Output;
use snakebridge_model::{Lock, Manifest};

/// The files as they should be: the wrappers if there is a folder for them, manifest and lock if there is a new lock.
pub(super) fn outputs(disk: &Disk, options: &Options, emission: &Emission<'_>, lock: Option<&Lock>) -> Files {
    let mut files = match &options.out_dir {
        Some(folder) => options.language.host().files(emission, folder),
        None => Files::default(),
    };
    for Output { path, text } in &files.outputs {
        disk.expect(path.clone(), text.clone());
    }
    if let Some(lock) = lock {
        files.outputs.extend(committed(emission.project, emission.text.to_owned(), lock));
    }
    files
}

/// The files that are committed. A program that uses nothing has none, unless it had them before.
fn committed(project: &Project, manifest: String, lock: &Lock) -> Vec<Output> {
    let is_empty = manifest == Manifest::default().to_json();
    let files = [(Manifest::FILE, manifest), (Lock::FILE, lock.to_toml())];
    let outputs = files.map(|(name, text)| Output { path: project.root.join(name), text });
    let is_needed = |output: &Output| !is_empty || output.path.exists();
    outputs.into_iter().filter(is_needed).collect()
}
