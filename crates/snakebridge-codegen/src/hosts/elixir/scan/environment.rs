//! What names mean at a place of a file: the lexical scope.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What short names stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Environment {
    /// The module that is being defined; empty outside.
    pub(super) module: String,
    /// Whether this is code that `use` of the module brings.
    pub(super) is_brought: bool,
    aliases: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    attributes: BTreeMap<String, String>,
    /// Modules imported whole: the numbers of their mentions.
    pub(super) imports: Vec<usize>,
    /// Functions imported by name, and the modules they are of.
    pub(super) imported: BTreeMap<String, String>,
    /// Names of functions that the file defines.
    pub(super) own: Rc<BTreeSet<String>>,
}

impl Environment {
    /// That of a file which defines these functions.
    pub(super) fn of(own: BTreeSet<String>) -> Self {
        Self { own: Rc::new(own), ..Self::default() }
    }

    /// The whole name of a module.
    pub(super) fn resolve(&self, name: &str) -> String {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        let whole = match first {
            "Elixir" if rest.is_some() => return rest.unwrap_or_default().to_owned(),
            "__MODULE__" => &self.module,
            first => self.aliases.get(first).map_or(first, String::as_str),
        };
        match rest {
            Some(rest) => format!("{whole}.{rest}"),
            None => whole.to_owned(),
        }
    }

    pub(super) fn alias(&mut self, short: &str, whole: String) {
        self.aliases.insert(short.to_owned(), whole);
    }

    pub(super) fn bind_variable(&mut self, name: &str, module: Option<String>) {
        match module {
            Some(module) => self.variables.insert(name.to_owned(), module),
            None => self.variables.remove(name),
        };
    }

    pub(super) fn bind_attribute(&mut self, name: &str, module: String) {
        self.attributes.insert(name.to_owned(), module);
    }

    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.get(name).cloned()
    }
}

/// The last part of a module's name.
pub(super) fn last(module: &str) -> &str {
    module.rsplit('.').next().unwrap_or(module)
}
