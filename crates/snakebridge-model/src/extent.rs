//! How much of a library is wrapped.

use serde::{Deserialize, Serialize};

/// What `generate` says in `snakebridge.toml`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// What the program uses.
    #[default]
    Used,
    /// The public surface, and what the program uses besides.
    All,
}

/// The part of a library's public surface that is wrapped in mode [`Mode::All`].
///
/// Patterns are Python paths: `*` stands for any part of one name, `**` for any number of names, and a pattern covers everything below
/// what it matches. Wildcards do not match a leading underscore, as in a shell, unless the pattern is one that excludes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Only what one of these covers, and the modules on the way; everything if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// Nothing that one of these covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// How many packages deep: 0 is the library's own module, namespace packages do not count; no limit if `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u32>,
    /// How many symbols and members of classes at most; what is nearest to the top comes first.
    pub max_symbols: u32,
    /// How many members of one class at most.
    pub max_members: u32,
}

impl Extent {
    /// The most symbols and members of one library, unless the configuration says otherwise.
    pub const MAX_SYMBOLS: u32 = 20_000;
    /// The most members of one class, unless the configuration says otherwise.
    pub const MAX_MEMBERS: u32 = 500;
}

impl Default for Extent {
    fn default() -> Self {
        Self {
            include: Vec::new(),
            exclude: Vec::new(),
            depth: None,
            max_symbols: Self::MAX_SYMBOLS,
            max_members: Self::MAX_MEMBERS,
        }
    }
}
