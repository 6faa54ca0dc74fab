//! What a path means, as Rust resolves it. Where `cfg` or a macro decides, it means all that it may mean.

use super::scopes::{Path, Scope};
use super::tree::Tree;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// The module that `snakebridge::bindings!()` makes.
const BINDINGS: &str = "py";

/// What a path leads to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// These paths, from a library on; empty for the bindings' module itself.
    pub(super) python: BTreeSet<Path>,
    /// These, if the module that they start with has such a name: they come from `use module::*`.
    pub(super) maybe: BTreeSet<Path>,
    /// Whether it may lead elsewhere: by `cfg`, by a macro, or because something unseen hides what is imported whole.
    depends: bool,
}

impl Found {
    /// The path that it leads to, if there is no other and nothing else that it may lead to.
    pub(super) fn certain(&self) -> Option<&Path> {
        let only = self.python.first().filter(|_| self.python.len() == 1 && self.maybe.is_empty());
        only.filter(|_| !self.depends)
    }

    fn of(places: Places, depends: bool) -> Self {
        let mut found = Self { depends, ..Self::default() };
        for place in places {
            match place {
                Place::Python(path) => drop(found.python.insert(path)),
                Place::Maybe(path) => drop(found.maybe.insert(path)),
                Place::Module(..) => {}
            }
        }
        found
    }
}

/// Where the start of a path leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Python(Path),
    Maybe(Path),
    /// A module: its crate and its path.
    Module(usize, Path),
}

type Places = BTreeSet<Place>;

/// Where each `use path::*` leads, by scope and position.
type Globs = HashMap<(usize, usize), Places>;

/// Resolves paths; it knows what is imported whole.
pub(super) struct Resolver<'a> {
    tree: &'a Tree,
    is_listed: &'a dyn Fn(&str) -> bool,
    globs: Globs,
    /// What paths were found to mean, by scope: most of what is called is mentioned, too.
    known: RefCell<HashMap<usize, HashMap<Path, Rc<Found>>>>,
}

impl<'a> Resolver<'a> {
    /// `is_listed` tells which names `use py::*` brings in.
    pub(super) fn new(tree: &'a Tree, is_listed: &'a dyn Fn(&str) -> bool) -> Self {
        let mut resolver = Self { tree, is_listed, globs: Globs::new(), known: RefCell::default() };
        // What is imported whole may be imported through another such import: until nothing new is found.
        let globs: Vec<(usize, usize, &Path)> = tree
            .scopes()
            .flat_map(|(scope, found)| {
                found.globs.iter().enumerate().map(move |(index, path)| (scope, index, path))
            })
            .collect();
        for _ in 0..=globs.len() {
            let before = resolver.globs.clone();
            for (scope, index, path) in &globs {
                let (places, _) = resolver.places(*scope, path, false);
                if !places.is_empty() {
                    resolver.globs.insert((*scope, *index), places);
                }
            }
            if resolver.globs == before {
                break;
            }
        }
        resolver
    }

    /// Resolves a path that stands in a scope.
    pub(super) fn resolve(&self, scope: usize, path: &[String]) -> Rc<Found> {
        let mut known = self.known.borrow_mut();
        let of_scope = known.entry(scope).or_default();
        if let Some(found) = of_scope.get(path) {
            return Rc::clone(found);
        }
        let (places, depends) = self.places(scope, path, true);
        let found = Rc::new(Found::of(places, depends));
        of_scope.insert(path.to_vec(), Rc::clone(&found));
        found
    }

    /// Resolves the path of a `use`, which does not lead through the name that it gives.
    pub(super) fn resolve_import(&self, scope: usize, path: &[String]) -> Found {
        let aliases = self.tree.scope(scope).aliases.values().flatten();
        let trail = aliases.filter(|alias| *alias == path).map(|alias| (scope, alias)).collect();
        let (places, depends) = self.places_beside(trail, scope, path, true);
        Found::of(places, depends)
    }

    fn places(&self, scope: usize, path: &[String], doubtful: bool) -> (Places, bool) {
        self.places_beside(Vec::new(), scope, path, doubtful)
    }

    fn places_beside(
        &self,
        trail: Vec<(usize, &Path)>,
        scope: usize,
        path: &[String],
        doubtful: bool,
    ) -> (Places, bool) {
        let (seen, maybe) = (HashSet::new(), Places::new());
        let mut search = Search { resolver: self, doubtful, trail, seen, maybe, depends: false };
        let mut places = search.standing_in(scope, path);
        places.append(&mut search.maybe);
        (places, search.depends)
    }
}

struct Search<'a> {
    resolver: &'a Resolver<'a>,
    /// Whether to look into what may be no module at all. Not when that is to be found out: it would never end.
    doubtful: bool,
    /// Renames being followed: none is followed inside itself.
    trail: Vec<(usize, &'a Path)>,
    /// What was looked for through `use path::*`: once is enough.
    seen: HashSet<(usize, Path)>,
    maybe: Places,
    /// Whether there was a choice that is not the scan's to make.
    depends: bool,
}

/// What a scope makes of a name; `None` if it does not know it, no places if that is nothing of interest.
type Known = Option<Places>;

impl<'a> Search<'a> {
    fn standing_in(&mut self, scope: usize, path: &[String]) -> Places {
        let Some((first, rest)) = path.split_first() else { return Places::new() };
        let tree = self.resolver.tree;
        let number = tree.crate_of(scope);
        let module = &tree.scope(scope).module;
        match first.as_str() {
            "" => self.in_other_crate(number, rest),
            "crate" => self.inside(number, &[], rest),
            "self" | "super" => {
                let path = path.strip_prefix(&["self".to_owned()]).unwrap_or(path);
                let ups = path.iter().take_while(|segment| *segment == "super").count();
                // What stands in a macro may be meant for a module further down.
                let depth = module.len().saturating_sub(ups);
                self.inside(number, &module[..depth], &path[ups..])
            }
            _ => self.starting_with(scope, path),
        }
    }

    /// A path that starts with a name: the scopes around it are asked from the inside out, then the other crates.
    fn starting_with(&mut self, scope: usize, path: &[String]) -> Places {
        let tree = self.resolver.tree;
        let number = tree.crate_of(scope);
        let mut next = Some(scope);
        while let Some(scope) = next {
            let here = tree.scope(scope);
            let known = match here.parent {
                Some(_) => self.in_scope(scope, path),
                None => self.in_module(number, &here.module, path),
            };
            if let Some(places) = known {
                return places;
            }
            next = here.parent;
        }
        for &inside in tree.anywhere(number) {
            if let Some(places) = self.in_scope(inside, path).filter(|places| !places.is_empty()) {
                self.depends = true;
                return places;
            }
        }
        match &path[0] {
            first if first == BINDINGS && tree.named(number).has_bindings => {
                Places::from([Place::Python(path[1..].to_vec())])
            }
            _ => self.in_other_crate(number, path),
        }
    }

    /// A path that starts with the name of a crate.
    fn in_other_crate(&mut self, number: usize, path: &[String]) -> Places {
        let Some((first, rest)) = path.split_first() else { return Places::new() };
        let tree = self.resolver.tree;
        match (tree.extern_crate(number, first), tree.named(number).externs.get(first)) {
            (Some(renamed), _) if renamed.first() != Some(first) => {
                let whole: Path = renamed.iter().chain(rest).cloned().collect();
                match whole.split_first() {
                    Some((first, rest)) if first == "crate" => self.inside(number, &[], rest),
                    _ => self.in_other_crate(number, &whole),
                }
            }
            (_, Some(&other)) => self.inside(other, &[], rest),
            _ => Places::new(),
        }
    }

    /// A path inside a module.
    fn inside(&mut self, number: usize, module: &[String], path: &[String]) -> Places {
        let Some((first, rest)) = path.split_first() else {
            return Places::from([Place::Module(number, module.to_vec())]);
        };
        let has_bindings = self.resolver.tree.named(number).has_bindings;
        match self.in_module(number, module, path) {
            Some(places) => places,
            None if first == BINDINGS && has_bindings => Places::from([Place::Python(rest.to_vec())]),
            None => Places::new(),
        }
    }

    fn in_module(&mut self, number: usize, module: &[String], path: &[String]) -> Known {
        let scopes = self.resolver.tree.module(number, module);
        self.depends |= scopes.len() > 1;
        let mut known = None;
        for &scope in scopes {
            join(&mut known, self.in_scope(scope, path));
        }
        known
    }

    /// What one scope makes of a path. What is imported or declared by name hides what is imported whole.
    fn in_scope(&mut self, scope: usize, path: &[String]) -> Known {
        let tree = self.resolver.tree;
        let here = tree.scope(scope);
        let (name, rest) = path.split_first()?;
        let mut known = self.in_aliases(scope, here, name, rest);
        if here.parent.is_none() {
            let child: Path = here.module.iter().chain([name]).cloned().collect();
            let number = tree.crate_of(scope);
            if !tree.module(number, &child).is_empty() {
                self.depends |= known.is_some();
                join(&mut known, Some(self.inside(number, &child, rest)));
            }
        }
        if known.is_none() {
            known = self.in_globs(scope, path);
        }
        for &inside in tree.unwrapped(scope) {
            // It may be unwrapped, or not: so it hides nothing.
            let places = self.in_scope(inside, path).filter(|places| !places.is_empty());
            self.depends |= places.is_some();
            join(&mut known, places);
        }
        known
    }

    fn in_aliases(&mut self, scope: usize, here: &'a Scope, name: &str, rest: &[String]) -> Known {
        let paths = || here.aliases.get(name).into_iter().flatten().filter(|path| !is_macro(path));
        self.depends |= paths().any(|path| Some(path) != paths().next());
        let mut known = None;
        for path in paths() {
            if self.trail.contains(&(scope, path)) {
                continue;
            }
            self.trail.push((scope, path));
            let whole: Path = path.iter().chain(rest).cloned().collect();
            join(&mut known, Some(self.standing_in(scope, &whole)));
            self.trail.pop();
        }
        known
    }

    fn in_globs(&mut self, scope: usize, path: &[String]) -> Known {
        let count = self.resolver.tree.scope(scope).globs.len();
        if count == 0 || !self.seen.insert((scope, path.to_vec())) {
            return None;
        }
        // A function of that name would hide it, and functions are not looked for.
        self.depends |= path.len() == 1;
        let mut known = None;
        for index in 0..count {
            for place in self.resolver.globs.get(&(scope, index)).into_iter().flatten() {
                match place {
                    Place::Python(base) if base.is_empty() => {
                        let library = (self.resolver.is_listed)(&path[0]);
                        join(&mut known, library.then(|| Places::from([Place::Python(path.to_vec())])));
                    }
                    Place::Maybe(_) if !self.doubtful => {}
                    // Python's own modules are no place to look for the bindings in.
                    Place::Python(_) | Place::Maybe(_) if path[0] == BINDINGS => {}
                    Place::Python(base) | Place::Maybe(base) => {
                        self.maybe.insert(Place::Maybe(base.iter().chain(path).cloned().collect()));
                    }
                    Place::Module(number, module) => {
                        let found = self.in_module(*number, module, path);
                        // A glob of the root brings in the bindings as well.
                        let bindings = path[0] == BINDINGS
                            && module.is_empty()
                            && self.resolver.tree.named(*number).has_bindings;
                        let bindings = bindings.then(|| Places::from([Place::Python(path[1..].to_vec())]));
                        join(&mut known, found.or(bindings));
                    }
                }
            }
        }
        known
    }
}

fn join(known: &mut Known, further: Known) {
    if let Some(mut further) = further {
        known.get_or_insert_default().append(&mut further);
    }
}

/// `use snakebridge::py` imports the macro, which is in another namespace than modules.
fn is_macro(path: &Path) -> bool {
    let names: Vec<&str> = path.iter().map(String::as_str).filter(|segment| !segment.is_empty()).collect();
    names == ["snakebridge", BINDINGS]
}
