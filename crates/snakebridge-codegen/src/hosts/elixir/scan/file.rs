//! What one file mentions, as the program writes it.

use std::collections::BTreeSet;

/// What a file mentions of modules, whoever they belong to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FileScan {
    pub(super) mentions: Vec<Mention>,
    /// Modules that it defines.
    pub(super) defined: BTreeSet<String>,
    /// Modules whose `__using__` brings short names, each with a module that such a name is for.
    pub(super) provided: Vec<(String, String)>,
}

/// A mention of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Its whole name.
    pub(super) module: String,
    pub(super) kind: Kind,
    /// Functions that are called without a module, where all of this one are imported.
    pub(super) names: BTreeSet<String>,
    pub(super) place: Place,
}

/// What is done with the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is named.
    Module,
    /// A function of it is named, or called.
    Function { name: String, call: Option<WrittenCall> },
    /// All its functions are imported, but these.
    Import { except: BTreeSet<String> },
    /// `use`
    Use,
}

/// A call of a function.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WrittenCall {
    /// How many arguments it has, that of a pipe too and keywords not.
    pub(super) arguments: usize,
    pub(super) keywords: Vec<(String, Place)>,
    /// Whether the last argument may be a list of keywords.
    pub(super) may_end_in_options: bool,
}

/// Where something stands, from 1, in characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) length: usize,
}

impl FileScan {
    /// The same, wherever it stands.
    pub(super) fn without_places(mut self) -> Self {
        for mention in &mut self.mentions {
            mention.place = Place::default();
            if let Kind::Function { call: Some(call), .. } = &mut mention.kind {
                call.keywords.iter_mut().for_each(|(_, place)| *place = Place::default());
            }
        }
        self
    }
}
