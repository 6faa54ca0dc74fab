//! Which symbol stands under which: an index over the IR.

use super::places::Places;
use snakebridge_model::ir::{Library, Symbol};
use std::collections::{BTreeMap, BTreeSet};

/// Symbols by path, and the paths under each path. Modules on the way exist even where the IR does not name them.
pub(super) struct Tree<'a> {
    symbols: BTreeMap<&'a str, &'a Symbol>,
    children: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// What they are called in Rust.
    pub(super) places: Places<'a>,
}

impl<'a> Tree<'a> {
    pub(super) fn of(libraries: impl IntoIterator<Item = &'a Library>) -> Self {
        let mut tree =
            Self { symbols: BTreeMap::new(), children: BTreeMap::new(), places: Places::default() };
        for (path, symbol) in libraries.into_iter().flat_map(|library| &library.symbols) {
            tree.symbols.insert(path, symbol);
            let mut child: &str = path;
            while let Some((parent, _)) = child.rsplit_once('.') {
                tree.children.entry(parent).or_default().insert(child);
                child = parent;
            }
        }
        tree.places = Places::of(&tree);
        tree
    }

    pub(super) fn symbol(&self, path: &str) -> Option<&'a Symbol> {
        self.symbols.get(path).copied()
    }

    /// The libraries.
    pub(super) fn roots(&self) -> impl Iterator<Item = &'a str> {
        let all = self.symbols.keys().chain(self.children.keys()).copied();
        all.filter(|path| !path.contains('.')).collect::<BTreeSet<_>>().into_iter()
    }

    pub(super) fn children(&self, path: &str) -> impl Iterator<Item = &'a str> {
        self.children.get(path).into_iter().flatten().copied()
    }
}

/// The last name of a path.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
