//! **scan**: what a Rust package uses of Python.
//!
//! Works on tokens, not on syntax trees: paths inside the bodies of macros count like all others, and a file that does not
//! parse is left to rustc. Each file becomes [`scopes`] with their imports and the paths mentioned in them; [`lookup`] then
//! resolves each path as Rust would, through renames, groups, globs, and the package's own modules and re-exports.

mod cache;
mod calls;
mod lookup;
mod package;
mod scopes;
mod sources;
mod tokens;

use super::resolve::candidates_of;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::uses::{UsedCall, UsedLink, UsedName, UsedPath, Uses};
use crate::write::{self, Output};
use cache::Cache;
use lookup::{Found, Resolver};
use scopes::{Mention, MentionKind, Tree, WrittenCall};
use std::collections::BTreeSet;
use std::path::Path;

/// Scans the package in `root`: its targets, and every module they declare. What was read is remembered in `out_dir`.
pub(crate) fn scan(root: &Path, out_dir: Option<&Path>, diagnostics: &mut Diagnostics) -> Uses {
    let package = match package::read(root) {
        Ok(package) => package,
        Err(message) => {
            diagnostics.push(Diagnostic::error(Code::Source, message));
            return Uses::default();
        }
    };
    let mut cache = Cache::open(out_dir);
    let tree = sources::read(root, package, &mut cache, diagnostics);
    if let Some((path, text)) = out_dir.and_then(|folder| cache.close(folder)) {
        // It can be made again, so that it cannot be written is nobody's concern.
        write::write(&[Output { path, text }], &mut Diagnostics::default());
    }
    uses_of(&tree)
}

fn uses_of(tree: &Tree) -> Uses {
    let resolver = Resolver::new(tree);
    let mut uses = Uses::default();
    let mut names: BTreeSet<&String> = tree.names().collect();
    for mention in tree.mentions() {
        let Mention { scope, path, kind, .. } = mention;
        let found = resolver.resolve(*scope, path);
        if *kind == MentionKind::Path && !matches!(found, Found::Python(_)) {
            // `Type::name`: the type may be another name of a class.
            names.extend(path.last());
        }
        match found {
            Found::Python(path) if path.is_empty() => {}
            Found::Python(path) if *kind == MentionKind::Glob => {
                uses.globs.entry(used(&path)).or_default().push(tree.site(mention));
            }
            Found::Python(resolved) => {
                // `Class::set_x` may set the class's `x`.
                names.extend(path.last().filter(|name| name.starts_with("set_")));
                uses.add(used(&resolved), tree.site(mention));
            }
            Found::Maybe(paths) => uses.tentative.extend(paths.iter().map(|path| used(path))),
            Found::Nothing => {}
        }
    }
    for (scope, name) in tree.bare_names() {
        if let Found::Maybe(paths) = resolver.resolve(scope, std::slice::from_ref(name)) {
            uses.tentative.extend(paths.iter().map(|path| used(path)));
        }
    }
    uses.calls = tree.calls().filter_map(|call| used_call(tree, &resolver, call)).collect();
    uses.defined = tree.defined().cloned().collect();
    uses.files = tree.files().cloned().collect();
    uses.names = names.into_iter().flat_map(|name| member_names(name)).collect();
    uses
}

/// A call, if what is called is certainly Python's.
fn used_call(tree: &Tree, resolver: &Resolver<'_>, call: &WrittenCall) -> Option<UsedCall> {
    let Found::Python(path) = resolver.resolve(call.scope, &call.path) else { return None };
    let site = |place| tree.site_in(call.scope, place);
    let chain = call.chain.iter().map(|link| UsedLink {
        name: link.name.clone(),
        site: site(link.place),
        arguments: link.arguments,
        text: link.text.as_ref().map(|(text, place)| (text.clone(), site(*place))),
    });
    (!path.is_empty()).then(|| UsedCall {
        path: used(&path),
        site: site(call.place),
        arguments: call.arguments,
        chain: chain.collect(),
    })
}

fn used(path: &[String]) -> UsedPath {
    UsedPath(path.iter().map(|segment| used_name(segment)).collect())
}

fn used_name(segment: &str) -> UsedName {
    let mut candidates = candidates_of(segment);
    let first = candidates.remove(0);
    UsedName::new(first, candidates)
}

/// The Python members that a method of this name may stand for: `set_x` may set the property `x`.
fn member_names(name: &str) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = candidates_of(name).into_iter().collect();
    if let Some(property) = name.strip_prefix("set_") {
        names.extend(candidates_of(property));
    }
    names.remove("");
    names
}

#[cfg(test)]
mod tests;
