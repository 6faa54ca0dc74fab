//! Comparing. It is done on what the manifest says as data, so that whatever a symbol comes to have is compared too.

use super::{Change, Changes, LibraryChanges, SymbolChanges};
use serde_json::{Map, Value};
use snakebridge_model::Manifest;
use snakebridge_model::ir::Library;
use std::collections::{BTreeMap, BTreeSet};

/// What is known by name only, and depends on what else the program uses.
const BESIDES: [&str; 2] = ["others", "absent"];

pub(super) fn manifests(old: &Manifest, new: &Manifest) -> Changes {
    let nothing = Library::default();
    let names: BTreeSet<&String> = old.libraries.keys().chain(new.libraries.keys()).collect();
    let libraries = names.into_iter().filter_map(|name| {
        let (before, after) = (old.libraries.get(name), new.libraries.get(name));
        // As data, most of them would take long to be found the same.
        if before == after {
            return None;
        }
        let changes = library(before.unwrap_or(&nothing), after.unwrap_or(&nothing));
        let differs = !changes.symbols.is_empty() || changes.from != changes.to;
        differs.then(|| (name.clone(), changes))
    });
    Changes { libraries: libraries.collect() }
}

fn library(old: &Library, new: &Library) -> LibraryChanges {
    let mut symbols = BTreeMap::new();
    entries("", &described(old), &described(new), &mut symbols);
    symbols.retain(|_, changes| !changes.changes.is_empty());
    LibraryChanges { from: old.version.clone(), to: new.version.clone(), symbols }
}

fn described(library: &Library) -> Map<String, Value> {
    match serde_json::to_value(&library.symbols) {
        Ok(Value::Object(symbols)) => symbols,
        _ => Map::new(),
    }
}

/// Symbols of a library, or members of a class, whose path is `prefix`.
fn entries(
    prefix: &str,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    into: &mut BTreeMap<String, SymbolChanges>,
) {
    for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let changes = match (object(old.get(name)), object(new.get(name))) {
            (Some(before), Some(after)) => {
                entries(&path, members(before), members(after), into);
                fields("", before, after)
            }
            (None, Some(_)) => vec![Change::Added],
            (Some(_), None) => vec![Change::Removed],
            (None, None) => Vec::new(),
        };
        into.entry(path).or_default().changes = changes;
    }
}

fn object(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value.and_then(Value::as_object)
}

fn members(symbol: &Map<String, Value>) -> &Map<String, Value> {
    static NONE: std::sync::OnceLock<Map<String, Value>> = std::sync::OnceLock::new();
    object(symbol.get("members")).unwrap_or_else(|| NONE.get_or_init(Map::new))
}

/// What differs in the fields of a symbol, or of the signature of its constructor.
fn fields(of: &str, old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Change> {
    let mut changes = Vec::new();
    for field in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(field), new.get(field));
        if before == after || field == "members" || BESIDES.contains(&field.as_str()) {
            continue;
        }
        match (field.as_str(), object(before), object(after)) {
            ("doc", ..) => changes.push(Change::Documentation),
            ("parameters", ..) => changes.extend(parameters(before, after)),
            ("constructor", Some(before), Some(after)) => {
                changes.extend(fields("constructor ", before, after))
            }
            _ => changes.push(Change::Field {
                field: format!("{of}{field}"),
                from: before.map(text),
                to: after.map(text),
            }),
        }
    }
    changes
}

fn parameters(old: Option<&Value>, new: Option<&Value>) -> Vec<Change> {
    let (old, new) = (by_name(old), by_name(new));
    let find = |list: &[(String, Map<String, Value>)], name: &str| {
        list.iter().find(|(known, _)| known == name).map(|(_, parameter)| parameter.clone())
    };
    let mut changes = Vec::new();
    for (name, before) in &old {
        let Some(after) = find(&new, name) else {
            changes.push(Change::ParameterRemoved { parameter: name.clone() });
            continue;
        };
        for field in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let (from, to) = (before.get(field), after.get(field));
            if from != to {
                changes.push(Change::Parameter {
                    parameter: name.clone(),
                    field: field.clone(),
                    from: from.map(text),
                    to: to.map(text),
                });
            }
        }
    }
    for (name, parameter) in &new {
        if find(&old, name).is_none() {
            let required =
                !parameter.contains_key("default") && !kind_is(parameter, &["var_positional", "var_keyword"]);
            changes.push(Change::ParameterAdded { parameter: name.clone(), required });
        }
    }
    let order = |list: &[(String, Map<String, Value>)],
                 other: &[(String, Map<String, Value>)]|
     -> Vec<String> {
        let positional = list.iter().filter(|(name, parameter)| {
            kind_is(parameter, &["positional_only", "positional_or_keyword"]) && find(other, name).is_some()
        });
        positional.map(|(name, _)| name.clone()).collect()
    };
    let (from, to) = (order(&old, &new), order(&new, &old));
    let is_permuted = from != to && from.iter().collect::<BTreeSet<_>>() == to.iter().collect();
    changes.extend(is_permuted.then_some(Change::Order { from, to }));
    changes
}

fn kind_is(parameter: &Map<String, Value>, kinds: &[&str]) -> bool {
    parameter.get("kind").and_then(Value::as_str).is_some_and(|kind| kinds.contains(&kind))
}

fn by_name(parameters: Option<&Value>) -> Vec<(String, Map<String, Value>)> {
    let parameters = parameters.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let named = parameters.iter().filter_map(|parameter| {
        let parameter = parameter.as_object()?;
        Some((parameter.get("name")?.as_str()?.to_owned(), parameter.clone()))
    });
    named.collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
