//! The files that a run is for: wrappers, manifest and lock.

use super::{Options, parts};
use crate::disk::Disk;
use crate::hosts::rust;
use crate::introspect::Prepared;
use crate::lock;
use crate::project::Project;
use crate::write::Output;
use snakebridge_model::{EngineName, Lock, Manifest};
use std::path::PathBuf;

/// The files as they should be: the wrappers if there is a folder for them, manifest and lock if there is a new lock.
pub(super) fn outputs(
    disk: &Disk,
    project: &Project,
    options: &Options,
    manifest: &Manifest,
    prepared: Option<&Prepared>,
    lock: Option<&Lock>,
) -> Vec<Output> {
    let text = manifest.to_json();
    let mut outputs = Vec::new();
    if let Some(folder) = &options.out_dir {
        let registration = registration(project, prepared, manifest);
        let path = folder.join("snakebridge.rs");
        let wrappers = parts::wrappers(folder, manifest, &text, &registration);
        disk.expect(path.clone(), wrappers.clone());
        outputs.push(Output { path, text: wrappers });
    }
    if let Some(lock) = lock {
        outputs.extend(committed(project, text, lock));
    }
    outputs
}

fn registration(project: &Project, prepared: Option<&Prepared>, manifest: &Manifest) -> rust::Registration {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned();
    let folders = project.configuration.search_path(&project.root);
    rust::Registration {
        interpreter: prepared.map(|prepared| absolute(prepared.interpreter.clone())),
        search_path: folders.into_iter().map(absolute).collect(),
        made_for: made_for(project, manifest),
        engine: project.configuration.engine.map(EngineName::as_str),
    }
}

/// The versions that what is used was described at.
fn made_for(project: &Project, manifest: &Manifest) -> Vec<rust::MadeFor> {
    let versions = manifest.libraries.iter().filter_map(|(name, library)| {
        let source = project.configuration.libraries.get(name)?;
        Some(rust::MadeFor {
            library: name.clone(),
            distribution: lock::distribution(name, source)?,
            version: library.version.clone()?,
        })
    });
    versions.collect()
}

/// The files that are committed. A program that uses nothing has none, unless it had them before.
fn committed(project: &Project, manifest: String, lock: &Lock) -> Vec<Output> {
    let is_empty = manifest == Manifest::default().to_json();
    let files = [(Manifest::FILE, manifest), (Lock::FILE, lock.to_toml())];
    let outputs = files.map(|(name, text)| Output { path: project.root.join(name), text });
    let is_needed = |output: &Output| !is_empty || output.path.exists();
    outputs.into_iter().filter(is_needed).collect()
}
