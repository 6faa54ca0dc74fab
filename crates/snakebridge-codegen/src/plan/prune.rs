//! Keeping the IR to what is used, so that the manifest depends on the program and not on its past.

use super::reach::{Reach, reach};
use crate::uses::Uses;
use snakebridge_model::ir::{Class, Library, Symbol, SymbolKind};
use std::collections::{BTreeMap, BTreeSet};

/// The part of a library that is used. What a class or a module imported whole has besides stays known by name.
pub(crate) fn prune(name: &str, library: &Library, uses: &Uses) -> Library {
    let mut kept = BTreeSet::new();
    let mut asked: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut globbed = BTreeSet::new();
    for path in uses.all_paths() {
        let (passed, end) = reach(name, library, path);
        let last = passed.last().copied();
        if uses.globs.contains_key(path) {
            globbed.extend(last);
        }
        if let (Reach::Member(member), Some(class)) = (end, last) {
            asked.entry(class).or_default().insert(member);
        }
        kept.extend(passed);
    }
    let reached = kept.clone();
    if uses.extent.is_some() {
        kept.extend(
            library.symbols.keys().filter(|path| !library.beyond.contains(*path)).map(String::as_str),
        );
    }
    let symbols = kept.iter().filter_map(|path| {
        let symbol = library.symbols.get(*path)?;
        let none = BTreeSet::new();
        let is_whole = uses.extent.is_some() && !library.beyond.contains(*path);
        let wanted = |name: &str| {
            uses.names.contains(name)
                || asked.get(path).unwrap_or(&none).contains(name)
                || (is_whole && !name.starts_with('_'))
        };
        let kind = match &symbol.kind {
            SymbolKind::Class(class) => SymbolKind::Class(Box::new(prune_class(class, wanted, &uses.names))),
            SymbolKind::Module { others } => {
                let others = others.as_ref().filter(|_| globbed.contains(path));
                SymbolKind::Module {
                    others: others.map(|others| names_besides(path, others, library, &kept)),
                }
            }
            other => other.clone(),
        };
        Some(((*path).to_owned(), Symbol { doc: symbol.doc.clone(), kind }))
    });
    let is_needed = |path: &&String| reached.contains(path.as_str());
    Library {
        version: library.version.clone(),
        symbols: symbols.collect(),
        // What is left out of a whole library is kept, so that a report can tell it.
        skipped: if uses.extent.is_some() { library.skipped.clone() } else { BTreeMap::new() },
        extent: uses.extent.clone(),
        beyond: library.beyond.iter().filter(is_needed).cloned().collect(),
    }
}

fn prune_class(class: &Class, wanted: impl Fn(&str) -> bool, names: &BTreeSet<String>) -> Class {
    let (members, dropped): (BTreeMap<_, _>, BTreeMap<_, _>) =
        class.members.clone().into_iter().partition(|(name, _)| wanted(name));
    let mut others = class.others.clone();
    others.extend(dropped.into_keys().filter(|name| !name.starts_with('_')));
    let private = names.iter().filter(|name| name.starts_with('_'));
    let absent = private.filter(|name| !members.contains_key(*name)).cloned().collect();
    Class { members, others, absent, ..class.clone() }
}

/// Names of a module that have no symbol, including those that are not used any more.
fn names_besides(
    path: &str,
    others: &BTreeSet<String>,
    library: &Library,
    kept: &BTreeSet<&str>,
) -> BTreeSet<String> {
    let prefix = format!("{path}.");
    let unused = library.symbols.keys().filter(|symbol| !kept.contains(symbol.as_str()));
    let here = unused.filter_map(|symbol| symbol.strip_prefix(&prefix)).filter(|name| !name.contains('.'));
    others.iter().cloned().chain(here.map(str::to_owned)).collect()
}
