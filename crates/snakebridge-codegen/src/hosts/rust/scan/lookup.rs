//! What a path means, as Rust resolves it.

use super::package::MAIN;
use super::scopes::{Path, Tree};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The module that `snakebridge::bindings!()` makes.
const BINDINGS: &str = "py";

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This path, from a library on; empty for the bindings' module itself.
    Python(Path),
    /// One of these, if the module that it starts with has such a name: they come from `use module::*`.
    Maybe(Vec<Path>),
    /// Nothing of Python's.
    Nothing,
}

/// Where the start of a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Python(Path),
    /// A module of the package: its crate and its path.
    Module(usize, Path),
}

/// Where each `use path::*` leads, by scope and position; `None` while that is being found out, and for what is elsewhere.
type Globs = RefCell<HashMap<(usize, usize), Option<Place>>>;

/// Resolves paths; it remembers what is imported whole.
pub(super) struct Resolver<'a> {
    tree: &'a Tree,
    globs: Globs,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        Self { tree, globs: Globs::default() }
    }

    /// Resolves a path that stands in a scope.
    pub(super) fn resolve(&self, scope: usize, path: &[String]) -> Found {
        let mut search = Search {
            tree: self.tree,
            globs: &self.globs,
            trail: Vec::new(),
            seen: HashSet::new(),
            maybe: Vec::new(),
        };
        match search.standing_in(scope, path) {
            Some(Place::Python(path)) => Found::Python(path),
            _ if search.maybe.is_empty() => Found::Nothing,
            _ => Found::Maybe(search.maybe),
        }
    }
}

struct Search<'a> {
    tree: &'a Tree,
    globs: &'a Globs,
    /// Renames being followed: none is followed inside itself.
    trail: Vec<(usize, &'a Path)>,
    /// What was looked for through `use path::*`: once is enough.
    seen: HashSet<(usize, String)>,
    maybe: Vec<Path>,
}

impl<'a> Search<'a> {
    fn standing_in(&mut self, scope: usize, path: &[String]) -> Option<Place> {
        let (first, rest) = path.split_first()?;
        let number = self.tree.crate_of(scope);
        let module = &self.tree.scope(scope).module;
        match first.as_str() {
            "" if rest.first() == Some(&self.tree.name) => self.inside(MAIN, &[], &rest[1..]),
            "" => None,
            "crate" => self.inside(number, &[], rest),
            "self" => self.inside(number, module, rest),
            "super" => {
                let ups = path.iter().take_while(|segment| *segment == "super").count();
                let above = module.get(..module.len().checked_sub(ups)?)?;
                self.inside(number, above, &path[ups..])
            }
            _ => self.starting_with(scope, first, rest),
        }
    }

    /// A path that starts with a name: the scopes around it are asked from the inside out, then the other crates.
    fn starting_with(&mut self, scope: usize, first: &str, rest: &[String]) -> Option<Place> {
        let mut next = Some(scope);
        while let Some(scope) = next {
            if let Known::Leads(place) = self.in_scope(scope, first, rest) {
                return place;
            }
            next = self.tree.scope(scope).parent;
        }
        match first {
            BINDINGS => Some(Place::Python(rest.to_vec())),
            name if name == self.tree.name => self.inside(MAIN, &[], rest),
            _ => None,
        }
    }

    /// A path inside one of the package's modules.
    fn inside(&mut self, number: usize, module: &[String], path: &[String]) -> Option<Place> {
        let Some((first, rest)) = path.split_first() else {
            return Some(Place::Module(number, module.to_vec()));
        };
        match self.in_module(number, module, first, rest) {
            Known::Leads(place) => place,
            Known::Not => (first == BINDINGS).then(|| Place::Python(rest.to_vec())),
        }
    }

    fn in_module(&mut self, number: usize, module: &[String], first: &str, rest: &[String]) -> Known {
        let tree = self.tree;
        for &scope in tree.modules.get(&(number, module.to_vec())).into_iter().flatten() {
            if let Known::Leads(place) = self.in_scope(scope, first, rest) {
                return Known::Leads(place);
            }
        }
        Known::Not
    }

    /// What one scope makes of a name. What is imported or declared by name hides what is imported whole.
    fn in_scope(&mut self, scope: usize, name: &str, rest: &[String]) -> Known {
        let tree = self.tree;
        let here = tree.scope(scope);
        let mut known = Known::Not;
        for path in here.aliases.get(name).into_iter().flatten().filter(|path| !is_macro(path)) {
            if self.trail.contains(&(scope, path)) {
                continue;
            }
            self.trail.push((scope, path));
            let whole: Path = path.iter().chain(rest).cloned().collect();
            let place = self.standing_in(scope, &whole);
            self.trail.pop();
            if place.is_some() {
                return Known::Leads(place);
            }
            known = Known::Leads(None);
        }
        if here.parent.is_none() {
            let child: Path = here.module.iter().cloned().chain([name.to_owned()]).collect();
            let number = tree.crate_of(scope);
            if tree.modules.contains_key(&(number, child.clone())) {
                return Known::Leads(self.inside(number, &child, rest));
            }
        }
        if matches!(known, Known::Leads(_)) { known } else { self.in_globs(scope, name, rest) }
    }

    fn in_globs(&mut self, scope: usize, name: &str, rest: &[String]) -> Known {
        let count = self.tree.scope(scope).globs.len();
        if count == 0 || !self.seen.insert((scope, name.to_owned())) {
            return Known::Not;
        }
        for index in 0..count {
            match self.glob(scope, index) {
                Some(Place::Python(base)) => {
                    self.maybe.push(
                        base.into_iter().chain([name.to_owned()]).chain(rest.iter().cloned()).collect(),
                    );
                }
                Some(Place::Module(number, module)) => {
                    if let Known::Leads(place) = self.in_module(number, &module, name, rest) {
                        return Known::Leads(place);
                    }
                }
                None => {}
            }
        }
        Known::Not
    }

    /// Where a `use path::*` leads.
    fn glob(&self, scope: usize, index: usize) -> Option<Place> {
        if let Some(known) = self.globs.borrow().get(&(scope, index)) {
            return known.clone();
        }
        self.globs.borrow_mut().insert((scope, index), None);
        let mut search = Search { trail: Vec::new(), seen: HashSet::new(), maybe: Vec::new(), ..*self };
        let place = search.standing_in(scope, &self.tree.scope(scope).globs[index]);
        self.globs.borrow_mut().insert((scope, index), place.clone());
        place
    }
}

/// Whether a scope knows a name.
enum Known {
    /// It does, and the path leads there; `None` if that is nothing of interest.
    Leads(Option<Place>),
    Not,
}

/// `use snakebridge::py` imports the macro, which is in another namespace than modules.
fn is_macro(path: &Path) -> bool {
    let names: Vec<&str> = path.iter().map(String::as_str).filter(|segment| !segment.is_empty()).collect();
    names == ["snakebridge", BINDINGS]
}
