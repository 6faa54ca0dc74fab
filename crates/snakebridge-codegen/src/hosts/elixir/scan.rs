//! **scan**: what a Mix project uses of Python.
//!
//! Each file is read on its own ([`read`]): names of modules are resolved as Elixir would, through `alias`, `as:`, `A.{B, C}`, `import`,
//! module attributes and variables. Which of them are Python's is decided by the configured libraries. What `use` brings into a module
//! is made by code that runs when it is compiled, and out of reach: where that would be a short name for something of Python's, it is said.

mod arguments;
mod environment;
mod file;
mod read;
mod sources;

use super::names::{candidates_of_function, candidates_of_segment};
use super::places::module_of;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Site};
use crate::disk::Disk;
use crate::project::Project;
use crate::uses::{UsedCall, UsedLink, UsedName, UsedPath, Uses};
use file::{FileScan, Kind, Mention};
use snakebridge_model::Configuration;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Scans the project.
pub(crate) fn scan(disk: &Disk, project: &Project, diagnostics: &mut Diagnostics) -> Uses {
    let files = sources::read(disk, project, diagnostics);
    uses_of(&files, &project.configuration, diagnostics)
}

/// Whether two versions of a file use the same of Python, in the same order: only where that stands may differ.
pub(crate) fn is_same_use(before: &str, now: &str) -> bool {
    read::read(before).without_places() == read::read(now).without_places()
}

fn uses_of(
    files: &[(PathBuf, FileScan)],
    configuration: &Configuration,
    diagnostics: &mut Diagnostics,
) -> Uses {
    let libraries = Libraries::of(configuration, files);
    let mut uses = Uses { files: files.iter().map(|(path, _)| path.clone()).collect(), ..Uses::default() };
    let mut providers = BTreeSet::new();
    for (_, file) in files {
        for (provider, module) in &file.provided {
            if libraries.path(module).is_some() {
                providers.insert(provider);
            }
        }
    }
    for (path, file) in files {
        let site = |mention: &Mention| Site {
            file: path.clone(),
            line: mention.place.line,
            column: mention.place.column,
            length: mention.place.length,
        };
        for mention in &file.mentions {
            if mention.kind == Kind::Use {
                if providers.contains(&mention.module) {
                    diagnostics.push(out_of_reach(&mention.module).at(&site(mention)));
                }
                continue;
            }
            let Some(module) = libraries.path(&mention.module) else { continue };
            note(&mut uses, mention, module, site(mention));
        }
    }
    uses
}

fn out_of_reach(module: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::OutOfReach,
        format!("short names of Python modules that `use {module}` brings are not seen"),
    )
    .help("write the `alias` or `import` here, too, or call the modules by their whole names")
}

/// Adds what one mention of a module of Python's uses.
fn note(uses: &mut Uses, mention: &Mention, module: UsedPath, site: Site) {
    let further = |name: &str| {
        let mut path = module.clone();
        path.0.extend(function(name));
        path
    };
    match &mention.kind {
        Kind::Module => uses.add(module, site),
        Kind::Import { except } => {
            uses.globs.entry(module.clone()).or_default().push(site);
            let called = mention.names.iter().filter(|name| !except.contains(*name));
            let all: Vec<UsedPath> = called.map(|name| further(name)).collect();
            uses.tentative.extend(all);
        }
        Kind::Function { name, call } => {
            let path = further(name);
            uses.add(path.clone(), site.clone());
            let Some(call) = call else { return };
            let chain = call.keywords.iter().map(|(keyword, place)| UsedLink {
                name: keyword.clone(),
                site: Site {
                    file: site.file.clone(),
                    line: place.line,
                    column: place.column,
                    length: place.length,
                },
                arguments: Some(1),
                text: None,
            });
            uses.calls.push(UsedCall {
                path,
                arguments: Some(call.arguments),
                chain: chain.collect(),
                may_end_in_options: call.may_end_in_options,
                site,
            });
        }
        Kind::Use => {}
    }
}

/// The last part of a path, for the name of a function; nothing for what a module says of itself.
fn function(name: &str) -> Option<UsedName> {
    match name {
        "__classes__" | "__functions__" | "__python__" | "__search__" | "__info__" | "module_info"
        | "is?" => None,
        "new" => Some(UsedName::new("new".to_owned(), [])),
        name => {
            let mut candidates = candidates_of_function(name);
            if let Some(property) = name.strip_prefix("set_") {
                candidates.extend(candidates_of_function(property));
            }
            let first = candidates.remove(0);
            Some(UsedName::new(first, candidates))
        }
    }
}

/// The configured libraries by their modules.
struct Libraries {
    /// Parts of the module's name, and the library.
    modules: Vec<(Vec<String>, String)>,
    /// Modules of the program's own.
    own: BTreeSet<String>,
}

impl Libraries {
    fn of(configuration: &Configuration, files: &[(PathBuf, FileScan)]) -> Self {
        let parts = |module: String| module.split('.').map(str::to_owned).collect();
        let named =
            configuration.libraries.keys().map(|name| (parts(module_of(configuration, name)), name.clone()));
        let mut modules: Vec<(Vec<String>, String)> = named.collect();
        // `Google.Cloud` is nearer than `Google`.
        modules.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
        let own = files.iter().flat_map(|(_, file)| file.defined.iter().cloned()).collect();
        Self { modules, own }
    }

    /// The Python path that a module stands for.
    fn path(&self, module: &str) -> Option<UsedPath> {
        if self.own.contains(module) {
            return None;
        }
        let parts: Vec<String> = module.split('.').map(str::to_owned).collect();
        let (prefix, library) = self.modules.iter().find(|(prefix, _)| parts.starts_with(prefix))?;
        let mut path = vec![UsedName::new(library.clone(), [])];
        path.extend(parts[prefix.len()..].iter().map(|part| {
            let mut candidates = candidates_of_segment(part);
            let first = candidates.remove(0);
            UsedName::new(first, candidates)
        }));
        Some(UsedPath(path))
    }
}

#[cfg(test)]
mod tests;
