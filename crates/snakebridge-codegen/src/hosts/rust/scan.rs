//! **scan**: what a Rust package uses of Python.
//!
//! Works on tokens, not on syntax trees: paths inside the bodies of macros count like all others, and a file that does not
//! parse is left to rustc. Each file becomes [`scopes`] with their imports and the paths mentioned in them; [`lookup`] then
//! resolves each path as Rust would, through renames, groups, globs, and the package's own modules and re-exports. Packages of
//! the same workspace that depend on this one are looked at too: what they use of its wrappers has to be there.

mod cache;
mod lookup;
mod package;
mod scopes;
mod sources;
mod tokens;
mod tree;
mod workspace;

use super::resolve::candidates_of;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::disk::Disk;
use crate::uses::{UsedCall, UsedDynamic, UsedLink, UsedName, UsedPath, Uses};
use crate::write;
use cache::Cache;
use lookup::Resolver;
use scopes::{DynamicCall, FileScan, MentionKind, WrittenCall};
use snakebridge_model::Configuration;
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use tree::Tree;

/// Scans the package in `root`: its targets, and every module they declare. What was read is remembered in `out_dir`.
pub(crate) fn scan(
    disk: &Disk,
    root: &Path,
    configuration: &Configuration,
    out_dir: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Uses {
    let mut packages = match workspace::packages(disk, root) {
        Ok(packages) => packages,
        Err(message) => {
            diagnostics.push(Diagnostic::error(Code::Source, message));
            return Uses::default();
        }
    };
    let looked_at = std::mem::take(&mut packages.files);
    let mut cache = Cache::open(out_dir);
    let tree = sources::read(disk, root, packages, &mut cache, diagnostics);
    if let Some((path, content)) = out_dir.and_then(|folder| cache.close(folder)) {
        write::keep(&path, &content);
    }
    let mut uses = uses_of(&tree, configuration);
    uses.files = tree.files().into_iter().chain(looked_at).collect();
    uses
}

/// Whether two versions of a file use the same of Python, in the same order: only where that stands may differ.
pub(crate) fn is_same_use(before: &str, now: &str) -> bool {
    let read = |text, with_bare| tokens::read(text, with_bare).map(FileScan::without_places);
    [false, true].into_iter().all(|with_bare| read(before, with_bare) == read(now, with_bare))
}

fn uses_of(tree: &Tree, configuration: &Configuration) -> Uses {
    let is_listed = |name: &str| {
        candidates_of(name).iter().any(|candidate| configuration.libraries.contains_key(candidate))
    };
    let resolver = Resolver::new(tree, &is_listed);
    let mut uses = Uses::default();
    let mut names: BTreeSet<&String> = tree.names().collect();
    for mention in tree.mentions() {
        let found = match mention.kind {
            MentionKind::Import => Rc::new(resolver.resolve_import(mention.scope, &mention.path)),
            MentionKind::Path | MentionKind::Glob => resolver.resolve(mention.scope, &mention.path),
        };
        if mention.kind == MentionKind::Path {
            // `Type::name`: the type may be another name of a class. `Class::set_x` may set the class's `x`.
            let last = mention.path.last();
            names.extend(last.filter(|name| found.python.is_empty() || name.starts_with("set_")));
        }
        let site = tree.site(mention.scope, mention.place);
        for path in found.python.iter().filter(|path| !path.is_empty()) {
            if mention.kind == MentionKind::Glob {
                uses.globs.entry(used(path)).or_default().push(site.clone());
            } else {
                uses.add(used(path), site.clone());
            }
        }
        uses.tentative.extend(found.maybe.iter().map(|path| used(path)));
    }
    for hole in tree.holes() {
        // Like `use path::*` for the names that the macro is called with.
        let found = resolver.resolve(hole.scope, &hole.path);
        for path in found.python.iter().filter(|path| !path.is_empty()) {
            let arguments = tree.arguments(&hole.called);
            let completed =
                arguments.map(|name| used(&[path.as_slice(), std::slice::from_ref(name)].concat()));
            uses.tentative.extend(completed);
            uses.globs.entry(used(path)).or_default().push(tree.site(hole.scope, hole.place));
        }
        names.extend(tree.arguments(&hole.called));
    }
    for (scope, name) in tree.bare_names() {
        let found = resolver.resolve(scope, std::slice::from_ref(name));
        uses.tentative.extend(found.maybe.iter().map(|path| used(path)));
    }
    uses.calls = tree.calls().iter().filter_map(|call| used_call(tree, &resolver, call)).collect();
    let dynamic = |call: &DynamicCall| {
        let site = |place| tree.site(call.scope, place);
        let keywords = call.keywords.iter().map(|(name, place)| (name.clone(), site(*place)));
        UsedDynamic {
            path: call.path.join("."),
            site: site(call.place),
            positional: call.positional,
            keywords: keywords.collect(),
        }
    };
    uses.dynamic = tree.dynamic().iter().map(dynamic).collect();
    uses.defined = Arc::new(tree.defined().clone());
    uses.names = Arc::new(names.into_iter().flat_map(|name| member_names(name)).collect());
    uses
}

/// A call, if what is called is certainly Python's.
fn used_call(tree: &Tree, resolver: &Resolver<'_>, call: &WrittenCall) -> Option<UsedCall> {
    let found = resolver.resolve(call.scope, &call.path);
    let path = found.certain().filter(|path| !path.is_empty())?;
    let site = |place| tree.site(call.scope, place);
    let chain = call.chain.iter().map(|link| UsedLink {
        name: link.name.clone(),
        site: site(link.place),
        arguments: link.arguments,
        text: link.text.as_ref().map(|(text, place)| (text.clone(), site(*place))),
    });
    Some(UsedCall {
        path: used(path),
        site: site(call.place),
        arguments: call.arguments,
        chain: chain.collect(),
        may_end_in_options: false,
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
