//! How what is known of Python now differs from what was known before, in terms of symbols and parameters.

mod compare;
mod locks;
mod render;

pub(crate) use locks::of_locks;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Site};
use crate::plan::UsesByLibrary;
use crate::uses::UsedPath;
use serde::Serialize;
use snakebridge_model::Manifest;
use std::collections::BTreeMap;

/// What differs between two manifests, as far as a program uses them.
///
/// ```
/// use snakebridge_codegen::Changes;
/// use snakebridge_model::Manifest;
/// let manifest = |parameters: &str| {
///     let function = format!(r#"{{"kind": "function", "evidence": "runtime", "parameters": [{parameters}]}}"#);
///     let libraries = format!(r#"{{"toy": {{"symbols": {{"toy.f": {function}}}}}}}"#);
///     Manifest::from_json(&format!(r#"{{"version": 1, "libraries": {libraries}}}"#)).unwrap()
/// };
/// let (old, new) = (manifest(""), manifest(r#"{"name": "x", "kind": "keyword_only", "default": "1"}"#));
/// let changes = Changes::between(&old, &new);
/// assert_eq!(changes.lines(), ["toy.f: parameter `x` added"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// By the name that a library is imported under.
    pub libraries: BTreeMap<String, LibraryChanges>,
}

/// What differs in a library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LibraryChanges {
    /// The version it was described at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The version it is described at now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// By Python path; members of classes have one too.
    pub symbols: BTreeMap<String, SymbolChanges>,
}

/// What differs in a symbol.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SymbolChanges {
    /// Each difference.
    pub changes: Vec<Change>,
    /// Where the program uses it, as far as that is certain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
}

/// One difference. Values are as in the manifest; `None` is one that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// It is used now, or there is one now.
    Added,
    /// It is not used any more, or there is none any more.
    Removed,
    /// A parameter is new.
    ParameterAdded {
        /// Its name.
        parameter: String,
        /// Whether it has to be given.
        required: bool,
    },
    /// A parameter is gone.
    ParameterRemoved {
        /// Its name.
        parameter: String,
    },
    /// Something of a parameter is different: its `kind`, `default` or `annotation`.
    Parameter {
        /// Its name.
        parameter: String,
        /// What of it.
        field: String,
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: Option<String>,
    },
    /// Parameters that go by position come in another order.
    Order {
        /// The order they were in.
        from: Vec<String>,
        /// The order they are in.
        to: Vec<String>,
    },
    /// The docstring is different.
    Documentation,
    /// Anything else: `kind`, `evidence`, `returns`, `type`, ...
    Field {
        /// What of it.
        field: String,
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: Option<String>,
    },
}

impl Change {
    /// Whether a call may now mean, do or need something else.
    #[must_use]
    pub fn matters(&self) -> bool {
        match self {
            Self::Added | Self::Removed | Self::Documentation => false,
            Self::Field { field, .. } => field != "evidence" && field != "types",
            _ => true,
        }
    }
}

impl Changes {
    /// What differs between two manifests.
    #[must_use]
    pub fn between(old: &Manifest, new: &Manifest) -> Self {
        compare::manifests(old, new)
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.libraries.is_empty()
    }

    /// The same with the places in the program.
    pub(crate) fn used_at(mut self, uses: &UsesByLibrary) -> Self {
        for (name, library) in &mut self.libraries {
            let Some(uses) = uses.get(name) else { continue };
            for (path, symbol) in &mut library.symbols {
                let leads_here = |used: &UsedPath| used.dotted().iter().any(|dotted| is_at(dotted, path));
                let sites = uses.paths.iter().filter(|(used, _)| leads_here(used));
                symbol.sites = sites.flat_map(|(_, sites)| sites.iter().cloned()).collect();
                symbol.sites.sort();
                symbol.sites.dedup();
            }
        }
        self
    }

    /// Warns of each symbol that was used before and is different now.
    pub(crate) fn warn(&self, diagnostics: &mut Diagnostics) {
        for library in self.libraries.values() {
            for (path, symbol) in &library.symbols {
                let what: Vec<String> = symbol
                    .changes
                    .iter()
                    .filter(|change| change.matters())
                    .map(ToString::to_string)
                    .collect();
                if what.is_empty() {
                    continue;
                }
                let since = match (&library.from, &library.to) {
                    (Some(from), Some(to)) if from != to => format!(" between {from} and {to}"),
                    _ => String::new(),
                };
                let message = format!("`{path}` has changed{since}: {}", what.join(", "));
                let warning = Diagnostic::warning(Code::Changed, message);
                diagnostics.push(match symbol.sites.split_first() {
                    Some((first, rest)) => rest.iter().fold(warning.at(first), |warning, site| {
                        let (file, line, column) = (site.file.display(), site.line, site.column);
                        warning.note(format!("also used at {file}:{line}:{column}"))
                    }),
                    None => warning,
                });
            }
        }
    }
}

/// Whether a path that is used leads to a symbol: to itself, to its class, or to what the wrapper adds to it (`new`).
fn is_at(used: &str, path: &str) -> bool {
    used == path || used.strip_prefix(path).is_some_and(|rest| rest == ".new")
}

#[cfg(test)]
mod tests;
