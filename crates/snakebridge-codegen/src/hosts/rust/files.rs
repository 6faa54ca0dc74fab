//! The file of the wrappers, and what they tell the run time about where they were made.

use super::emit::{MadeFor, Registration};
use super::parts;
use crate::hosts::{Emission, Files};
use crate::introspect::Prepared;
use crate::lock;
use crate::project::Project;
use crate::write::Output;
use snakebridge_model::{EngineName, Manifest};
use std::path::{Path, PathBuf};

/// `snakebridge.rs`, which a crate includes.
pub(super) fn files(emission: &Emission<'_>, folder: &Path) -> Files {
    let Emission { project, prepared, manifest, text, .. } = emission;
    let registration = registration(project, *prepared, manifest);
    let text = parts::wrappers(folder, manifest, text, &registration);
    Files { outputs: vec![Output { path: folder.join("snakebridge.rs"), text }], abandoned: Vec::new() }
}

fn registration(project: &Project, prepared: Option<&Prepared>, manifest: &Manifest) -> Registration {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned();
    let folders = project.configuration.search_path(&project.root);
    Registration {
        interpreter: prepared.map(|prepared| absolute(prepared.interpreter.clone())),
        search_path: folders.into_iter().map(absolute).collect(),
        made_for: made_for(project, manifest),
        engine: project.configuration.engine.map(EngineName::as_str),
    }
}

/// The versions that what is used was described at.
fn made_for(project: &Project, manifest: &Manifest) -> Vec<MadeFor> {
    let versions = manifest.libraries.iter().filter_map(|(name, library)| {
        let source = project.configuration.libraries.get(name)?;
        Some(MadeFor {
            library: name.clone(),
            distribution: lock::distribution(name, source)?,
            version: library.version.clone()?,
        })
    });
    versions.collect()
}
