//! That what is checked is what it is said to be, and enough of it.

use crate::LIBRARIES;
use snakebridge_model::ir::{Class, SymbolKind};
use snakebridge_model::{Configuration, Manifest};
use std::collections::BTreeSet;
use std::path::Path;

fn manifest() -> Manifest {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(Manifest::FILE);
    let text = std::fs::read_to_string(path).expect("the build script has written it");
    Manifest::from_json(&text).expect("it is a manifest")
}

/// The symbols of a library, or the members of its classes, by Python path: what wrappers were generated for.
fn has(manifest: &Manifest, path: &str) -> bool {
    let top = path.split('.').next().unwrap_or_default();
    let Some(library) = manifest.libraries.get(top) else { return false };
    if library.symbols.contains_key(path) {
        return true;
    }
    let Some((class, member)) = path.rsplit_once('.') else { return false };
    let mut classes = vec![class.to_owned()];
    while let Some(class) = classes.pop() {
        match library.symbols.get(&class).map(|symbol| &symbol.kind) {
            Some(SymbolKind::Alias { of }) => classes.push(of.clone()),
            Some(SymbolKind::Class(class)) if has_member(class, member) => return true,
            Some(SymbolKind::Class(class)) => classes.extend(class.bases.iter().cloned()),
            _ => {}
        }
    }
    false
}

fn has_member(class: &Class, name: &str) -> bool {
    let is_call = name == "__call__" && class.call.is_some();
    let mut enumerators = class.enumeration.iter();
    is_call
        || class.members.contains_key(name)
        || class.special.contains(name)
        || enumerators.any(|each| each.name == name)
}

#[test]
fn two_hundred_symbols_of_forty_libraries_are_called_through_wrappers() {
    let manifest = manifest();
    let mut symbols: BTreeSet<&str> = BTreeSet::new();
    let mut libraries = BTreeSet::new();
    for (library, checks) in LIBRARIES {
        let library = library.trim_start_matches("r#");
        for row in checks.rows {
            let is_own = |path: &&str| path.split('.').next() == Some(library);
            assert!(row.symbols.iter().any(is_own), "`{}` is of another library than {library}", row.python);
            symbols.extend(row.symbols.iter().copied());
        }
        libraries.insert(library);
    }
    let unknown: Vec<_> = symbols.iter().filter(|path| !has(&manifest, path)).collect();
    assert!(unknown.is_empty(), "no wrappers were generated for {unknown:?}");
    assert!(symbols.len() >= 200, "{} symbols", symbols.len());
    assert!(libraries.len() >= 40, "{} libraries", libraries.len());
}

#[test]
fn the_versions_are_those_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("it is part of the repository");
    let configuration = Configuration::from_toml(&read(Configuration::FILE)).expect("it is valid");
    let pins = read("../corpus/packages.txt");
    let pins: BTreeSet<&str> = pins.lines().map(str::trim).collect();
    let others: Vec<_> =
        configuration.requirements().into_iter().filter(|pin| !pins.contains(pin.as_str())).collect();
    assert!(others.is_empty(), "not in `tests/corpus/packages.txt`: {others:?}");
}
