//! Strict mode: what is missing or stale is an error with the command that mends it.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::lock;
use crate::plan::{self, UsesByLibrary};
use crate::project::Project;
use snakebridge_model::{Lock, Manifest};
use std::collections::BTreeMap;

const MEND: &str = "run `snakebridge generate` (without SNAKEBRIDGE_STRICT) and commit snakebridge.manifest.json and snakebridge.lock";

/// Reports everything that keeps the manifest from being enough.
pub(crate) fn insist(
    project: &Project,
    uses: &UsesByLibrary,
    own: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) {
    let mut complain = |message: String, site| {
        let error = Diagnostic::error(Code::NotInManifest, message).help(MEND);
        diagnostics.push(match site {
            Some(site) => error.at(site),
            None => error,
        });
    };
    for missing in plan::missing(uses, &project.manifest) {
        complain(format!("`{}` is not in `{}`", missing.what, Manifest::FILE), missing.site);
    }
    let Some(lock) = &project.lock else {
        if !uses.is_empty() {
            complain(format!("there is no `{}`", Lock::FILE), None);
        }
        return;
    };
    if lock.configuration != lock::configuration_digest(&project.configuration) {
        complain(format!("`snakebridge.toml` has changed since `{}` was written", Lock::FILE), None);
    }
    for (name, source) in project.configuration.libraries.iter().filter(|(name, _)| uses.contains_key(*name))
    {
        let described = project.manifest.libraries.get(name).and_then(|library| library.version.as_ref());
        let distribution = lock::distribution(name, source);
        let locked = distribution.and_then(|distribution| lock.packages.get(&distribution));
        if let (Some(described), Some(locked)) = (described, locked)
            && *described != locked.version
        {
            let (manifest, lock) = (Manifest::FILE, Lock::FILE);
            let locked = &locked.version;
            complain(format!("`{name}` is {described} in `{manifest}`, and {locked} in `{lock}`"), None);
        }
    }
    for (name, digest) in own {
        if uses.contains_key(name) && lock.own.get(name) != Some(digest) {
            complain(format!("the library `{name}` has changed since `{}` was written", Lock::FILE), None);
        }
    }
}
