//! What a program uses of Python: what the scan of a host language hands to the plan.

use crate::diagnostics::Site;
use snakebridge_model::Extent;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// One name as the program spells it, with every Python name it may stand for, the likeliest first. A host cannot spell
/// all Python names, so there may be several: Rust's `class_` is `class_` or `class`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UsedName(Vec<String>);

impl UsedName {
    /// A name with its candidates; there is at least one.
    #[must_use]
    pub(crate) fn new(first: String, further: impl IntoIterator<Item = String>) -> Self {
        Self(std::iter::once(first).chain(further).collect())
    }

    /// What it may be called in Python, the likeliest first.
    #[must_use]
    pub(crate) fn candidates(&self) -> &[String] {
        &self.0
    }

    /// The likeliest.
    #[must_use]
    pub(crate) fn first(&self) -> &str {
        &self.0[0]
    }
}

/// A path as the program uses it, from a library on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UsedPath(pub(crate) Vec<UsedName>);

impl UsedPath {
    /// The name of the library it starts with.
    #[must_use]
    pub(crate) fn library(&self) -> &UsedName {
        &self.0[0]
    }

    /// Every dotted Python path it may stand for.
    #[must_use]
    pub(crate) fn dotted(&self) -> Vec<String> {
        let mut paths = vec![String::new()];
        for name in &self.0 {
            paths = paths
                .iter()
                .flat_map(|path| {
                    name.candidates().iter().map(move |candidate| match path.as_str() {
                        "" => candidate.clone(),
                        path => format!("{path}.{candidate}"),
                    })
                })
                .collect();
        }
        paths
    }
}

/// A call of a path, as the program writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UsedCall {
    pub(crate) path: UsedPath,
    pub(crate) site: Site,
    /// How many arguments it has; `None` if that cannot be seen.
    pub(crate) arguments: Option<usize>,
    /// The methods that are called on what it gives, one after the other; in Elixir, its keywords.
    pub(crate) chain: Vec<UsedLink>,
    /// Whether its last argument may be a list of keywords.
    pub(crate) may_end_in_options: bool,
}

/// A method that is called on what a call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UsedLink {
    pub(crate) name: String,
    pub(crate) site: Site,
    /// How many arguments it has; `None` if that cannot be seen.
    pub(crate) arguments: Option<usize>,
    /// The first argument, if it is a text, and where it stands.
    pub(crate) text: Option<(String, Site)>,
}

/// A call whose path is spelt as in Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UsedDynamic {
    /// The dotted path, from a library on.
    pub(crate) path: String,
    pub(crate) site: Site,
    /// How many arguments go by position.
    pub(crate) positional: usize,
    /// Which go by keyword, and where their names stand.
    pub(crate) keywords: Vec<(String, Site)>,
}

/// Everything a program uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    /// Paths that certainly lead into Python, with where they stand.
    pub(crate) paths: BTreeMap<UsedPath, Vec<Site>>,
    /// Paths that lead into Python if a module that is imported whole has such a name.
    pub(crate) tentative: BTreeSet<UsedPath>,
    /// Modules that are imported whole, with where that stands.
    pub(crate) globs: BTreeMap<UsedPath, Vec<Site>>,
    /// Python names of members that a method call or a path anywhere in the program may mean.
    pub(crate) names: Arc<BTreeSet<String>>,
    /// Calls of paths that certainly lead into Python, as far as they can be seen.
    pub(crate) calls: Vec<UsedCall>,
    /// Calls whose paths the program spells as Python does, which have no wrappers.
    pub(crate) dynamic: Vec<UsedDynamic>,
    /// What the program defines as functions or methods.
    pub(crate) defined: Arc<BTreeSet<String>>,
    /// How much of the library is wanted besides; `None` for nothing.
    pub(crate) extent: Option<Extent>,
    /// The files that were looked at, relative to the project's root; also such as tell which others to look at.
    pub(crate) files: BTreeSet<PathBuf>,
}

impl Uses {
    /// Every path, the tentative ones and the globs too.
    pub(crate) fn all_paths(&self) -> impl Iterator<Item = &UsedPath> {
        self.paths.keys().chain(&self.tentative).chain(self.globs.keys())
    }

    /// Adds a use.
    pub(crate) fn add(&mut self, path: UsedPath, site: Site) {
        self.paths.entry(path).or_default().push(site);
    }
}
