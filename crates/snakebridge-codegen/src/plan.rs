//! **plan**: what the manifest lacks for the uses of a program, and so what Python has to be asked.

mod callee;
mod left_out;
mod prune;
mod reach;
mod unmet;

#[cfg(feature = "elixir")]
pub(crate) use callee::method;
pub(crate) use callee::{Callee, callee};
pub(crate) use left_out::left_out;
pub(crate) use prune::prune;
pub(crate) use unmet::unmet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Site};
use crate::introspect::{GlobRequest, ProbeRequest};
use crate::uses::{UsedName, UsedPath, Uses};
use reach::{Reach, reach};
use snakebridge_model::ir::{Library, SymbolKind};
use snakebridge_model::{Configuration, Manifest};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The uses of each library that is used, by the name it is imported under.
pub(crate) type UsesByLibrary = BTreeMap<String, Uses>;

/// Sorts uses by library. One that `snakebridge.toml` does not list is an error where it is used.
pub(crate) fn by_library(
    uses: &Uses,
    configuration: &Configuration,
    diagnostics: &mut Diagnostics,
) -> UsesByLibrary {
    let listed = |path: &UsedPath| {
        let mut candidates = path.library().candidates().iter();
        candidates.find(|name| configuration.libraries.contains_key(*name)).cloned()
    };
    let mut sorted = UsesByLibrary::new();
    let mut unlisted = BTreeSet::new();
    for (path, sites) in uses.paths.iter().chain(&uses.globs) {
        let is_glob = uses.globs.contains_key(path);
        match listed(path) {
            Some(name) => {
                let library = sorted.entry(name).or_default();
                let kind = if is_glob { &mut library.globs } else { &mut library.paths };
                kind.entry(path.clone()).or_default().extend(sites.iter().cloned());
            }
            None if unlisted.insert(path.library().clone()) => {
                diagnostics.push(not_listed(path, configuration).at(&sites[0]));
            }
            None => {}
        }
    }
    for path in &uses.tentative {
        if let Some(name) = listed(path) {
            sorted.entry(name).or_default().tentative.insert(path.clone());
        }
    }
    for call in &uses.calls {
        if let Some(library) = listed(&call.path).and_then(|name| sorted.get_mut(&name)) {
            library.calls.push(call.clone());
        }
    }
    for call in &uses.dynamic {
        let library = call.path.split('.').next().unwrap_or_default();
        if let Some(library) = sorted.get_mut(library) {
            library.dynamic.push(call.clone());
        }
    }
    for (name, extent) in &configuration.extents {
        sorted.entry(name.clone()).or_default().extent = Some(extent.clone());
    }
    for library in sorted.values_mut() {
        library.defined = Arc::clone(&uses.defined);
        library.names = Arc::clone(&uses.names);
    }
    sorted
}

fn not_listed(path: &UsedPath, configuration: &Configuration) -> Diagnostic {
    let name = path.library().first();
    let known = configuration.libraries.keys().map(String::as_str);
    let mut error =
        Diagnostic::error(Code::UnknownLibrary, format!("`{name}` is not listed in `snakebridge.toml`"));
    if let Some(similar) = crate::nearest::nearest(name, known).first() {
        error = error.help(format!("a library with a similar name is listed: `{similar}`"));
    }
    error.help(format!(
        "to use it, add to `snakebridge.toml`:\n[libraries]\n{name} = \"*\"       # or \"stdlib\", if it comes with Python"
    ))
}

/// The libraries whose part of the manifest was made from something else than what is there now.
#[derive(Debug, Default)]
pub(crate) struct Outdated(pub(crate) BTreeSet<String>);

/// The requests that make the manifest complete; none if it is.
pub(crate) fn plan(uses: &UsesByLibrary, manifest: &Manifest, outdated: &Outdated) -> Vec<ProbeRequest> {
    let nothing = Library::default();
    uses.iter()
        .filter(|(name, uses)| {
            let library = manifest.libraries.get(*name).unwrap_or(&nothing);
            outdated.0.contains(*name) || lacks(name, library, uses)
        })
        .map(|(name, uses)| request(name, uses))
        .collect()
}

/// A use that the manifest does not satisfy.
pub(crate) struct Missing<'a> {
    /// What it is a use of.
    pub(crate) what: String,
    pub(crate) site: Option<&'a Site>,
}

/// Every use that the manifest does not satisfy.
pub(crate) fn missing<'a>(uses: &'a UsesByLibrary, manifest: &Manifest) -> Vec<Missing<'a>> {
    let nothing = Library::default();
    let mut all = Vec::new();
    for (name, uses) in uses {
        let library = manifest.libraries.get(name).unwrap_or(&nothing);
        for (path, sites) in uses.paths.iter().chain(&uses.globs) {
            if let (_, Reach::Unknown { .. }) = reach(name, library, path) {
                let names: Vec<&str> = path.0.iter().map(UsedName::first).collect();
                all.push(Missing { what: names.join("."), site: sites.first() });
            }
        }
        if uses.extent.is_some() && library.extent != uses.extent {
            all.push(Missing { what: format!("`{name}` as `snakebridge.toml` wants it"), site: None });
        }
        // Names in the program that a class, or a module imported whole, may have.
        if all.is_empty() && lacks(name, library, uses) {
            all.push(Missing { what: format!("a member of `{name}` that is used"), site: None });
        }
    }
    all
}

/// Whether some use cannot be answered from what is known.
fn lacks(name: &str, library: &Library, uses: &Uses) -> bool {
    let is_missing = |path: &UsedPath| matches!(reach(name, library, path).1, Reach::Unknown { .. });
    (uses.extent.is_some() && library.extent != uses.extent)
        || uses.paths.keys().chain(uses.globs.keys()).any(is_missing)
        || uses.tentative.iter().any(|path| is_missing(path) && !is_ruled_out(name, library, path, uses))
        || uses
            .all_paths()
            .any(|path| reach(name, library, path).0.iter().any(|symbol| lacks_member(library, symbol, uses)))
}

/// Whether the module that is imported whole is known not to have such a name.
fn is_ruled_out(name: &str, library: &Library, path: &UsedPath, uses: &Uses) -> bool {
    uses.globs.keys().filter(|glob| path.0.starts_with(&glob.0)).all(|glob| {
        let (passed, _) = reach(name, library, glob);
        let module = passed.last().and_then(|symbol| library.symbols.get(*symbol));
        let next = path.0.get(glob.0.len());
        match (module.map(|symbol| &symbol.kind), next) {
            (Some(SymbolKind::Module { others: Some(others) }), Some(next)) => {
                next.candidates().iter().all(|candidate| !others.contains(candidate))
            }
            _ => false,
        }
    })
}

/// Whether a class has, or may have, a member that the program uses and that is not described.
fn lacks_member(library: &Library, symbol: &str, uses: &Uses) -> bool {
    let Some(SymbolKind::Class(class)) = library.symbols.get(symbol).map(|symbol| &symbol.kind) else {
        return false;
    };
    let is_private = |name: &&String| name.starts_with('_');
    !class.others.is_disjoint(&uses.names)
        || uses
            .names
            .iter()
            .filter(is_private)
            .any(|name| !class.members.contains_key(name) && !class.absent.contains(name))
}

fn request(name: &str, uses: &Uses) -> ProbeRequest {
    let globs = uses.globs.keys().flat_map(|glob| {
        let further = uses.tentative.iter().filter(|path| path.0.starts_with(&glob.0));
        let names: BTreeSet<String> = further
            .filter_map(|path| path.0.get(glob.0.len()))
            .flat_map(|next| next.candidates().iter().cloned())
            .collect();
        glob.dotted().into_iter().map(move |path| GlobRequest { path, names: names.clone() })
    });
    // What is longer than one name under a glob is asked for as a path; an answer is not insisted on.
    let deeper = uses.tentative.iter().filter(|path| {
        uses.globs.keys().any(|glob| path.0.starts_with(&glob.0) && path.0.len() > glob.0.len() + 1)
            || !uses.globs.keys().any(|glob| path.0.starts_with(&glob.0))
    });
    ProbeRequest {
        library: name.to_owned(),
        path: Vec::new(),
        paths: uses
            .paths
            .keys()
            .chain(deeper)
            .flat_map(UsedPath::dotted)
            .filter(|path| is_in(path, name))
            .collect(),
        names: BTreeSet::clone(&uses.names),
        globs: globs.filter(|glob| is_in(&glob.path, name)).collect(),
        extent: uses.extent.clone(),
        typeshed: None,
        avoid: BTreeMap::new(),
    }
}

fn is_in(path: &str, library: &str) -> bool {
    path.strip_prefix(library).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests;
