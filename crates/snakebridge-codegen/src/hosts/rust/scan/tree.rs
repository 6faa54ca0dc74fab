//! All files of all crates that are looked at, as one.

use super::scopes::{DynamicCall, FileScan, Hole, Mention, Path, Place, Scope, Unwrapped, WrittenCall};
use crate::diagnostics::Site;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

/// What other crates a crate knows by name, and whether `py` is a module of its root.
#[derive(Debug, Clone, Default)]
pub(super) struct Crate {
    pub(super) has_bindings: bool,
    pub(super) externs: BTreeMap<String, usize>,
}

/// All files of all crates that are looked at.
#[derive(Debug, Default)]
pub(super) struct Tree {
    crates: Vec<Crate>,
    all: FileScan,
    /// The crate and the file of each scope.
    origins: Vec<(usize, PathBuf)>,
    /// The scopes that are a module; several for one that has several files, by `cfg` or by `include!`.
    modules: HashMap<(usize, Path), Vec<usize>>,
    /// The scopes whose imports count in another too.
    unwrapped: HashMap<usize, Vec<usize>>,
    /// By crate, the scopes whose imports count wherever a macro is called.
    anywhere: HashMap<usize, Vec<usize>>,
    externs: HashMap<(usize, String), Path>,
}

/// Where a file belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    /// The number of its crate.
    pub(super) number: usize,
    /// The path of its own module within that.
    pub(super) module: Path,
    /// The block that it is included in.
    pub(super) block: Option<usize>,
}

impl Tree {
    pub(super) fn of(crates: Vec<Crate>) -> Self {
        Self { crates, ..Self::default() }
    }

    /// Adds what a file says; gives the number that its first scope has from now on.
    pub(super) fn add(&mut self, scan: FileScan, file: &std::path::Path, position: &Position) -> usize {
        let Position { number, module, block } = position;
        let offset = self.all.scopes.len();
        for (index, mut scope) in scan.scopes.into_iter().enumerate() {
            let here = offset + index;
            scope.module.splice(0..0, module.iter().cloned());
            scope.parent = match scope.parent {
                Some(parent) => Some(parent + offset),
                None if index == 0 => *block,
                None => None,
            };
            match (scope.unwrapped, scope.parent) {
                (_, None) => self.modules.entry((*number, scope.module.clone())).or_default().push(here),
                (Some(Unwrapped::Around), Some(parent)) => {
                    self.unwrapped.entry(parent).or_default().push(here);
                }
                (Some(Unwrapped::Anywhere), _) => self.anywhere.entry(*number).or_default().push(here),
                (None, Some(_)) => {}
            }
            self.origins.push((*number, file.to_path_buf()));
            self.all.scopes.push(scope);
        }
        let mentions = scan.mentions.into_iter();
        self.all
            .mentions
            .extend(mentions.map(|mention| Mention { scope: mention.scope + offset, ..mention }));
        self.all.holes.extend(scan.holes.into_iter().map(|hole| Hole { scope: hole.scope + offset, ..hole }));
        let dynamic = scan.dynamic.into_iter();
        self.all.dynamic.extend(dynamic.map(|call| DynamicCall { scope: call.scope + offset, ..call }));
        let calls = scan.calls.into_iter();
        self.all.calls.extend(calls.map(|call| WrittenCall { scope: call.scope + offset, ..call }));
        self.all.defined.extend(scan.defined);
        self.all.names.extend(scan.names);
        self.all.callers.extend(scan.callers);
        for (called, names) in scan.arguments {
            self.all.arguments.entry(called).or_default().extend(names);
        }
        self.externs.extend(scan.externs.into_iter().map(|(name, path)| ((*number, name), path)));
        offset
    }

    pub(super) fn scope(&self, index: usize) -> &Scope {
        &self.all.scopes[index]
    }

    pub(super) fn scopes(&self) -> impl Iterator<Item = (usize, &Scope)> {
        self.all.scopes.iter().enumerate()
    }

    /// The number of the crate that a scope belongs to.
    pub(super) fn crate_of(&self, scope: usize) -> usize {
        self.origins[scope].0
    }

    /// A crate by its number.
    pub(super) fn named(&self, number: usize) -> &Crate {
        &self.crates[number]
    }

    /// The scopes that form a module; none if there is no such module.
    pub(super) fn module(&self, number: usize, path: &[String]) -> &[usize] {
        self.modules.get(&(number, path.to_vec())).map_or(&[], Vec::as_slice)
    }

    /// What a macro unwraps into a scope.
    pub(super) fn unwrapped(&self, scope: usize) -> &[usize] {
        self.unwrapped.get(&scope).map_or(&[], Vec::as_slice)
    }

    /// What macros unwrap anywhere in a crate.
    pub(super) fn anywhere(&self, number: usize) -> &[usize] {
        self.anywhere.get(&number).map_or(&[], Vec::as_slice)
    }

    /// What `extern crate` calls so.
    pub(super) fn extern_crate(&self, number: usize, name: &str) -> Option<&Path> {
        self.externs.get(&(number, name.to_owned()))
    }

    pub(super) fn mentions(&self) -> &[Mention] {
        &self.all.mentions
    }

    pub(super) fn holes(&self) -> &[Hole] {
        &self.all.holes
    }

    pub(super) fn dynamic(&self) -> &[DynamicCall] {
        &self.all.dynamic
    }

    pub(super) fn calls(&self) -> &[WrittenCall] {
        &self.all.calls
    }

    /// What is defined as a function or a method, anywhere.
    pub(super) fn defined(&self) -> &BTreeSet<String> {
        &self.all.defined
    }

    pub(super) fn site(&self, scope: usize, place: Place) -> Site {
        let (line, column, length) = place;
        Site { file: self.origins[scope].1.clone(), line, column, length }
    }

    pub(super) fn files(&self) -> BTreeSet<PathBuf> {
        self.origins.iter().map(|(_, file)| file.clone()).collect()
    }

    /// Names that may be those of methods.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.all.names.iter().chain(self.all.callers.iter().flat_map(|called| self.arguments(called)))
    }

    /// The single names that a macro is called with, anywhere.
    pub(super) fn arguments(&self, called: &str) -> impl Iterator<Item = &String> {
        self.all.arguments.get(called).into_iter().flatten()
    }

    /// Single names, with the scope they stand in.
    pub(super) fn bare_names(&self) -> impl Iterator<Item = (usize, &String)> {
        self.scopes().flat_map(|(index, scope)| scope.bare.iter().map(move |name| (index, name)))
    }
}
