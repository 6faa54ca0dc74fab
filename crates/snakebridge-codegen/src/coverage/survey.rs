//! Asking about a whole library, with or without a project.

use crate::diagnostics::{Code, Diagnostic};
use crate::introspect::{ProbeRequest, probe};
use snakebridge_environment::standard_stubs;
use snakebridge_model::Extent;
use snakebridge_model::ir::Library;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Asks an interpreter about the public surface of the library imported as `name`, as far as `extent` goes.
///
/// # Errors
/// When Python cannot be asked, or the library cannot be imported.
pub fn survey(
    interpreter: &Path,
    search_path: &[PathBuf],
    name: &str,
    extent: &Extent,
) -> Result<Library, Diagnostic> {
    let request = ProbeRequest {
        library: name.to_owned(),
        path: search_path.to_vec(),
        paths: BTreeSet::new(),
        names: BTreeSet::new(),
        globs: Vec::new(),
        extent: Some(extent.clone()),
        typeshed: standard_stubs(interpreter, &mut |_| {}).ok().map(|stubs| stubs.folder),
        avoid: BTreeMap::new(),
    };
    let library = probe(interpreter, &request)?.library;
    match library.skipped.get(name).filter(|_| !library.symbols.contains_key(name)) {
        None => Ok(library),
        Some(skipped) => {
            let error = Diagnostic::error(Code::NoSuchSymbol, skipped.reason.clone());
            let near = skipped.nearest.join("`, `");
            Err(if near.is_empty() { error } else { error.help(format!("there is `{near}`")) })
        }
    }
}
