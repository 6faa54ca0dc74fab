//! Which Elixir module stands for which module or class of Python.

use super::names::{Scope, default_module};
use crate::plan::UsesByLibrary;
use crate::uses::{UsedPath, Uses};
use snakebridge_model::ir::{Symbol, SymbolKind};
use snakebridge_model::{Configuration, Manifest};
use std::collections::{BTreeMap, BTreeSet};

/// The symbols of all libraries, and the modules that are made of them.
pub(super) struct Places<'a> {
    symbols: BTreeMap<&'a str, &'a Symbol>,
    children: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Every module, in the order of the libraries and their paths.
    pub(super) places: Vec<Place<'a>>,
    /// The first module of each path.
    modules: BTreeMap<String, String>,
}

/// A module to make.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// The path that it stands for, and that its calls name.
    pub(super) path: String,
    /// The path that describes what is in it: another, if the first is an alias.
    pub(super) home: &'a str,
    /// Whether it has functions, and is not there for its docs alone: aliases that nobody uses have none.
    pub(super) is_whole: bool,
    /// `Numpy.Linalg`
    pub(super) module: String,
}

impl<'a> Places<'a> {
    pub(super) fn of(manifest: &'a Manifest, configuration: &Configuration, uses: &UsesByLibrary) -> Self {
        let mut places = Self {
            symbols: BTreeMap::new(),
            children: BTreeMap::new(),
            places: Vec::new(),
            modules: BTreeMap::new(),
        };
        for (path, symbol) in manifest.libraries.values().flat_map(|library| &library.symbols) {
            places.symbols.insert(path, symbol);
            let mut child: &str = path;
            while let Some((parent, _)) = child.rsplit_once('.') {
                places.children.entry(parent).or_default().insert(child);
                child = parent;
            }
        }
        for (name, library) in &manifest.libraries {
            let Some((name, _)) = library.symbols.get_key_value(name) else { continue };
            let none = Uses::default();
            let used = used_paths(uses.get(name).unwrap_or(&none));
            let module = module_of(configuration, name);
            let place = Place { path: name.clone(), home: name, is_whole: true, module };
            places.add(place, &used);
        }
        places
    }

    /// Adds a module and those below it.
    fn add(&mut self, place: Place<'a>, used: &BTreeSet<String>) {
        let below: Vec<&'a str> = self.below(place.home).collect();
        let mut segments = Scope::default();
        let called = segments.segments(below.iter().map(|path| name_of(path)));
        let is_alias = place.path != place.home;
        let mut further = Vec::new();
        for child in below {
            let name = name_of(child);
            let path = format!("{}.{name}", place.path);
            let home = self.home(child);
            let is_used = used.contains(&path);
            // A part of an alias is made again only for who uses it by that name.
            if !is_alias || is_used {
                let module = format!("{}.{}", place.module, called[name]);
                let is_whole = home == child || is_used;
                further.push(Place { path, home, is_whole, module });
            }
        }
        self.modules.entry(place.path.clone()).or_insert_with(|| place.module.clone());
        let goes_on = place.is_whole;
        self.places.push(place);
        if goes_on {
            further.into_iter().for_each(|place| self.add(place, used));
        }
    }

    /// Modules and classes right below a path.
    fn below(&self, path: &str) -> impl Iterator<Item = &'a str> {
        self.children(path).filter(|child| {
            let home = self.home(child);
            match self.symbols.get(home).map(|symbol| &symbol.kind) {
                Some(SymbolKind::Module { .. } | SymbolKind::Class(_)) => true,
                None => self.children.contains_key(home),
                _ => false,
            }
        })
    }

    pub(super) fn children(&self, path: &str) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        self.children.get(path).into_iter().flatten().copied()
    }

    pub(super) fn symbol(&self, path: &str) -> Option<&'a Symbol> {
        self.symbols.get(path).copied()
    }

    /// Where what a path leads to is described.
    pub(super) fn home(&self, path: &'a str) -> &'a str {
        match self.symbols.get(path).map(|symbol| &symbol.kind) {
            Some(SymbolKind::Alias { of }) => of,
            _ => path,
        }
    }

    /// The module that stands for a path.
    pub(super) fn module(&self, path: &str) -> Option<&str> {
        self.modules.get(path).map(String::as_str)
    }
}

/// The module of a library.
pub(super) fn module_of(configuration: &Configuration, library: &str) -> String {
    configuration.modules.get(library).cloned().unwrap_or_else(|| default_module(library))
}

/// Every path that uses may lead through.
fn used_paths(uses: &Uses) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for path in uses.all_paths() {
        for end in 1..=path.0.len() {
            used.extend(UsedPath(path.0[..end].to_vec()).dotted());
        }
    }
    used
}

/// The last name of a path.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
