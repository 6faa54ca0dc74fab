//! What a file says, before anything is resolved.

use crate::diagnostics::Site;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

/// A path as it is written. Raw identifiers have lost their mark; a leading `::` is an empty first segment.
pub(super) type Path = Vec<String>;

/// One file, or all of them: scopes refer to each other by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileScan {
    pub(super) scopes: Vec<Scope>,
    pub(super) mentions: Vec<Mention>,
    /// What is called as a method, anywhere.
    pub(super) names: BTreeSet<String>,
    /// Calls of paths.
    #[serde(default)]
    pub(super) calls: Vec<WrittenCall>,
    /// What is defined as a function or a method.
    #[serde(default)]
    pub(super) defined: BTreeSet<String>,
    /// `mod name;`: modules that are in files of their own.
    pub(super) files: Vec<FileModule>,
}

/// A module, or a block inside one that has imports of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scope {
    /// The scope around a block; a module sees nothing of what is around it.
    pub(super) parent: Option<usize>,
    /// The path of the module that it is or is in, within its crate.
    pub(super) module: Path,
    /// What `use` gives another, or the same, name to.
    pub(super) aliases: BTreeMap<String, Vec<Path>>,
    /// What `use` imports whole.
    pub(super) globs: Vec<Path>,
    /// Single names that stand in it; they matter where something is imported whole.
    pub(super) bare: BTreeSet<String>,
}

/// A path that stands somewhere; of several that are the same in a scope, the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mention {
    pub(super) scope: usize,
    pub(super) path: Path,
    pub(super) kind: MentionKind,
    /// Line, column and length, as in [`Site`].
    pub(super) place: (usize, usize, usize),
}

/// A call of a path, as far as it can be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WrittenCall {
    pub(super) scope: usize,
    pub(super) path: Path,
    /// Where the path stands, as in [`Site`].
    pub(super) place: (usize, usize, usize),
    /// How many arguments it has; `None` if that cannot be seen.
    pub(super) arguments: Option<usize>,
    /// The methods that are called on what it gives, one after the other.
    pub(super) chain: Vec<Link>,
}

/// `.name(..)` in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Link {
    pub(super) name: String,
    /// Where the name stands, as in [`Site`].
    pub(super) place: (usize, usize, usize),
    /// How many arguments it has; `None` if that cannot be seen.
    pub(super) arguments: Option<usize>,
    /// The first argument, if it is a text, and where it stands.
    pub(super) text: Option<(String, (usize, usize, usize))>,
}

/// As what a path stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum MentionKind {
    /// In an expression, a type, a pattern.
    Path,
    /// At the end of a `use`.
    Import,
    /// Before `::*`.
    Glob,
}

/// `mod name;`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileModule {
    /// Inline modules around it, from the file inwards, and its own name.
    pub(super) path: Path,
    /// What `#[path = ".."]` says.
    pub(super) named: Option<String>,
}

/// All files of a package.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The name of the package's library.
    pub(super) name: String,
    all: FileScan,
    /// The crate and the file of each scope.
    origins: Vec<(usize, PathBuf)>,
    /// The scopes that are a module; two for a path that two files of the same crate claim.
    pub(super) modules: HashMap<(usize, Path), Vec<usize>>,
}

impl Tree {
    pub(super) fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Adds what a file of a crate says; `module` is the path of the file's own module.
    pub(super) fn add(&mut self, scan: FileScan, file: &std::path::Path, number: usize, module: &[String]) {
        let offset = self.all.scopes.len();
        for (index, mut scope) in scan.scopes.into_iter().enumerate() {
            scope.module.splice(0..0, module.iter().cloned());
            scope.parent = scope.parent.map(|parent| parent + offset);
            if scope.parent.is_none() {
                self.modules.entry((number, scope.module.clone())).or_default().push(offset + index);
            }
            self.origins.push((number, file.to_path_buf()));
            self.all.scopes.push(scope);
        }
        let mentions = scan.mentions.into_iter();
        self.all
            .mentions
            .extend(mentions.map(|mention| Mention { scope: mention.scope + offset, ..mention }));
        let calls = scan.calls.into_iter();
        self.all.calls.extend(calls.map(|call| WrittenCall { scope: call.scope + offset, ..call }));
        self.all.names.extend(scan.names);
        self.all.defined.extend(scan.defined);
    }

    pub(super) fn scope(&self, index: usize) -> &Scope {
        &self.all.scopes[index]
    }

    /// The crate that a scope belongs to.
    pub(super) fn crate_of(&self, scope: usize) -> usize {
        self.origins[scope].0
    }

    pub(super) fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.all.mentions.iter()
    }

    pub(super) fn site(&self, mention: &Mention) -> Site {
        self.site_in(mention.scope, mention.place)
    }

    /// The site of a place in the file of a scope.
    pub(super) fn site_in(&self, scope: usize, (line, column, length): (usize, usize, usize)) -> Site {
        Site { file: self.origins[scope].1.clone(), line, column, length }
    }

    pub(super) fn calls(&self) -> impl Iterator<Item = &WrittenCall> {
        self.all.calls.iter()
    }

    pub(super) fn defined(&self) -> impl Iterator<Item = &String> {
        self.all.defined.iter()
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.origins.iter().map(|(_, file)| file)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.all.names.iter()
    }

    /// Single names, with the scope they stand in.
    pub(super) fn bare_names(&self) -> impl Iterator<Item = (usize, &String)> {
        let scopes = self.all.scopes.iter().enumerate();
        scopes.flat_map(|(index, scope)| scope.bare.iter().map(move |name| (index, name)))
    }
}
