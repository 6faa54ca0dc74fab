//! What a file says, before anything is resolved.

use super::tokens::Folder;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A path as it is written. Raw identifiers have lost their mark; a leading `::` is an empty first segment.
pub(super) type Path = Vec<String>;

/// One file, or all of them: scopes refer to each other by index, and the first is that of the file itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileScan {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) scopes: Vec<Scope>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) mentions: Vec<Mention>,
    /// What is called as a method, anywhere.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) names: BTreeSet<String>,
    /// Calls of paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) calls: Vec<WrittenCall>,
    /// Calls that `py!` and `call!` spell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) dynamic: Vec<DynamicCall>,
    /// What is defined as a function or a method.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) defined: BTreeSet<String>,
    /// `mod name;`: modules that are in files of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) files: Vec<FileModule>,
    /// `include!("file")`: files that are part of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) includes: Vec<Include>,
    /// `extern crate name as other;`
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) externs: BTreeMap<String, Path>,
    /// What a macro of the user's completes: `path::$name`, by the name of the macro.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) holes: Vec<Hole>,
    /// The macros of the user's that call `.$name()`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) callers: BTreeSet<String>,
    /// Single names among the arguments of macros, by the name of the macro.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) arguments: BTreeMap<String, BTreeSet<String>>,
}

impl FileScan {
    /// The same standing nowhere.
    pub(super) fn without_places(mut self) -> Self {
        self.mentions.iter_mut().for_each(|mention| mention.place = Place::default());
        self.holes.iter_mut().for_each(|hole| hole.place = Place::default());
        for call in &mut self.dynamic {
            call.place = Place::default();
            call.keywords.iter_mut().for_each(|(_, place)| *place = Place::default());
        }
        for call in &mut self.calls {
            call.place = Place::default();
            for link in &mut call.chain {
                link.place = Place::default();
                link.text.iter_mut().for_each(|(_, place)| *place = Place::default());
            }
        }
        self
    }
}

/// A module, or a block inside one that has imports of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scope {
    /// The scope around a block; a module sees nothing of what is around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<usize>,
    /// The path of the module that it is or is in, within its crate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) module: Path,
    /// What `use` gives another, or the same, name to; several paths where `cfg` chooses.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) aliases: BTreeMap<String, Vec<Path>>,
    /// What `use` imports whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) globs: Vec<Path>,
    /// Single names that stand in it; they matter where something is imported whole.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) bare: BTreeSet<String>,
    /// A block that a macro may unwrap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unwrapped: Option<Unwrapped>,
}

/// Where the imports of a block count too, because a macro may put them there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Unwrapped {
    /// Around the call of the macro, which the block is an argument of.
    Around,
    /// Wherever the macro is called, which the block is what it expands to.
    Anywhere,
}

/// A path that stands somewhere; of several that are the same in a scope, the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mention {
    pub(super) scope: usize,
    pub(super) path: Path,
    pub(super) kind: MentionKind,
    pub(super) place: Place,
}

/// A call of a path, as far as it can be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WrittenCall {
    pub(super) scope: usize,
    pub(super) path: Path,
    /// Where the path stands.
    pub(super) place: Place,
    /// How many arguments it has; `None` if that cannot be seen.
    pub(super) arguments: Option<usize>,
    /// The methods that are called on what it gives, one after the other.
    pub(super) chain: Vec<Link>,
}

/// A call whose path is Python's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DynamicCall {
    pub(super) scope: usize,
    pub(super) path: Vec<String>,
    /// Where the path stands.
    pub(super) place: Place,
    /// How many arguments go by position.
    pub(super) positional: usize,
    /// Which go by keyword, and where their names stand.
    pub(super) keywords: Vec<(String, Place)>,
}

/// `.name(..)` in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Link {
    pub(super) name: String,
    /// Where the name stands.
    pub(super) place: Place,
    /// How many arguments it has; `None` if that cannot be seen.
    pub(super) arguments: Option<usize>,
    /// The first argument, if it is a text, and where it stands.
    pub(super) text: Option<(String, Place)>,
}

/// Line, column and length, as in [`Site`](crate::diagnostics::Site).
pub(super) type Place = (usize, usize, usize);

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
    /// What `#[path = ".."]` says of the inline modules around it.
    pub(super) folder: Option<Folder>,
    /// What `#[path = ".."]` says of itself, and whether it always does: not within `cfg_attr`.
    pub(super) named: Vec<(String, bool)>,
}

/// `include!("file")`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Include {
    pub(super) scope: usize,
    /// Relative to the file that it stands in.
    pub(super) file: String,
    /// Whether it is relative to the package instead: `concat!(env!("CARGO_MANIFEST_DIR"), "/file")`.
    pub(super) of_package: bool,
}

/// `path::$name` in the definition of a macro.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hole {
    pub(super) scope: usize,
    pub(super) path: Path,
    pub(super) called: String,
    pub(super) place: Place,
}
