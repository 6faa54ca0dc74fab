//! The codes of diagnostics: stable, so that people can search for them.

use std::fmt::{self, Display, Formatter};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal,)*) => {
        /// Which sort of diagnostic; `Display` gives `SB0005`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name = $number,)*
        }
    };
}

codes! {
    /// `snakebridge.toml` is missing or cannot be read.
    Configuration = 1,
    /// `snakebridge.manifest.json` cannot be read.
    Manifest = 2,
    /// `snakebridge.lock` cannot be read.
    Lock = 3,
    /// A library is used that `snakebridge.toml` does not list.
    UnknownLibrary = 4,
    /// A path leads to nothing in Python.
    NoSuchSymbol = 5,
    /// Strict mode, and the manifest lacks something.
    NotInManifest = 6,
    /// Python or a package is not there.
    Environment = 7,
    /// The probe of a library failed.
    Probe = 8,
    /// A Python file of the user's own is not where `snakebridge.toml` says.
    OwnFile = 9,
    /// A source file cannot be read.
    Source = 10,
    /// A file cannot be written.
    Write = 11,
    /// `--check`, and a file is not what it should be.
    Outdated = 12,
    /// A call that the recorded signature does not admit.
    Inadmissible = 13,
    /// A symbol that is used has changed in Python.
    Changed = 14,
    /// Something of the program cannot be looked into.
    OutOfReach = 15,
    /// Something of a library that is to be wrapped whole is left out.
    LeftOut = 20,
    /// The stubs of the standard library are not there.
    Stubs = 30,
}

impl Display for Code {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "SB{:04}", *self as u16)
    }
}
