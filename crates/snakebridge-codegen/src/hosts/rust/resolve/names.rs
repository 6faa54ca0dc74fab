//! Names: Python's as Rust identifiers, and back.

use super::alternatives::bases_of;
use proc_macro2::{Ident, Span};
use std::collections::{BTreeMap, BTreeSet};
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Keywords that cannot be written as raw identifiers (Rust reference, identifiers).
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Every Python name that a Rust identifier may stand for, the likeliest first. `resolve` appends underscores where it has
/// to, so without them it may be meant too; and it may name an alternative of an overloaded function.
pub(crate) fn candidates_of(rust: &str) -> Vec<String> {
    // Rust compares identifiers in form NFC (Rust reference, identifiers), Python in NFKC (PEP 3131), which is NFC, too.
    let name: String = rust.strip_prefix("r#").unwrap_or(rust).nfc().collect();
    let mut candidates = vec![name.clone()];
    let mut shorter = name.as_str();
    while let Some(stripped) = shorter.strip_suffix('_')
        && !stripped.is_empty()
    {
        candidates.push(stripped.to_owned());
        shorter = stripped;
    }
    candidates.extend(bases_of(&name).map(str::to_owned));
    candidates
}

/// Whether Rust can spell it, as a raw identifier if need be. What is not in form NFC (`setattr` takes any text) would be another
/// name.
pub(crate) fn is_identifier(python: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    // Nearly all of them, and a parser takes long to say so.
    if python.bytes().all(is_plain) {
        return !python.is_empty() && !python.starts_with(|first: char| first.is_ascii_digit());
    }
    is_nfc(python) && Ident::parse_any.parse_str(python).is_ok()
}

/// Keywords of every edition; `gen` came with 2024 and `syn` does not count it.
fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<Ident>(name).is_err()
}

/// Tools with attributes of their own (Rust reference, tool attributes): a module of such a name would hide them from its siblings.
const TOOLS: [&str; 6] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustdoc", "rustfmt"];

/// What the door to the run time is called in every module of the wrappers.
pub(crate) const DOOR: &str = "_sb";

/// The names of one Rust namespace, by Python name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    names: BTreeMap<String, Ident>,
}

impl Scope {
    /// The namespace of the libraries.
    pub(crate) fn of_libraries() -> Self {
        Self::reserving(TOOLS)
    }

    /// The namespace of a module.
    pub(crate) fn of_module() -> Self {
        Self::reserving(TOOLS.into_iter().chain([DOOR]))
    }

    /// A namespace in which these names have a meaning already.
    pub(crate) fn reserving<'a>(reserved: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: reserved.into_iter().map(str::to_owned).collect(), names: BTreeMap::new() }
    }

    /// Gives each Python name a Rust one. Those that can stay as they are do, whatever the others are called.
    pub(crate) fn with<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: BTreeSet<&str> = names.into_iter().filter(|name| is_identifier(name)).collect();
        let (kept, changed): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| !NEVER_RAW.contains(name) && !self.taken.contains(*name));
        for name in kept.into_iter().chain(changed) {
            let ident = self.invent(name);
            self.names.insert(name.to_owned(), ident);
        }
        self
    }

    /// A name of our own making, changed until it is free.
    pub(crate) fn invent(&mut self, name: &str) -> Ident {
        let mut free = name.to_owned();
        while NEVER_RAW.contains(&free.as_str()) || !self.taken.insert(free.clone()) {
            free.push('_');
        }
        if is_keyword(&free) {
            Ident::new_raw(&free, Span::call_site())
        } else {
            Ident::new(&free, Span::call_site())
        }
    }

    /// What a Python name is called; `None` where Rust cannot spell it.
    pub(crate) fn get(&self, python: &str) -> Option<&Ident> {
        self.names.get(python)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    fn named(reserved: &[&str], names: &[&str]) -> Vec<String> {
        let scope = Scope::reserving(reserved.iter().copied()).with(names.iter().copied());
        names.iter().map(|name| scope.get(name).map_or_else(|| "-".to_owned(), Ident::to_string)).collect()
    }

    #[test]
    fn keywords_are_raw_or_get_an_underscore() {
        let names = named(&[], &["type", "match", "async", "self", "crate", "_", "Self", "gen", "norm"]);
        assert_eq!(
            names,
            ["r#type", "r#match", "r#async", "self_", "crate_", "__", "Self_", "r#gen", "norm"]
        );
    }

    #[test]
    fn what_can_stay_stays() {
        assert_eq!(named(&["call"], &["call", "call_", "call__"]), ["call___", "call_", "call__"]);
        assert_eq!(named(&[], &["self", "self_"]), ["self__", "self_"]);
    }

    #[test]
    fn what_rust_cannot_spell_has_no_name() {
        assert_eq!(named(&[], &["a-b", "", "1x", "π", "a.b"]), ["-", "-", "-", "π", "-"]);
    }

    #[test]
    fn rust_spells_names_in_one_form() {
        let (composed, decomposed) = ("\u{e9}dad", "e\u{301}dad");
        assert_eq!(candidates_of(decomposed), [composed]);
        assert_eq!(named(&[], &[decomposed]), ["-"]);
    }

    /// Names that are alike, and such as mean something in Rust.
    fn names() -> impl Strategy<Value = BTreeSet<String>> {
        const WORDS: [&str; 17] = [
            "self", "Self", "super", "crate", "_", "type", "gen", "async", "new", "class", "call", "x", "X",
            "set_x", "π", "é", "into",
        ];
        let word =
            prop_oneof![proptest::sample::select(&WORDS[..]).prop_map(str::to_owned), "[a-cA-Cé_]{1,3}"];
        let name = (word, 0..3_usize).prop_map(|(word, tail)| word + &"_".repeat(tail));
        proptest::collection::btree_set(name, 0..12)
    }

    proptest! {
        #[test]
        fn all_names_differ_and_are_found_again(reserved in names(), python in names()) {
            let mut scope = Scope::reserving(reserved.iter().map(String::as_str)).with(python.iter().map(String::as_str));
            let mut seen = reserved.clone();
            for name in &python {
                let rust = scope.get(name).expect("Rust can spell them all").to_string();
                prop_assert!(syn::parse_str::<Ident>(&rust).is_ok() || rust == "gen", "{rust}");
                prop_assert!(candidates_of(&rust).contains(name), "{name} is {rust}");
                prop_assert!(seen.insert(rust.trim_start_matches("r#").to_owned()), "{rust} is there twice");
            }
            for name in &python {
                let setter = scope.invent(&format!("set_{name}")).to_string();
                let property = setter.strip_prefix("set_").expect("it starts so");
                prop_assert!(candidates_of(property).contains(name), "{name} is set by {setter}");
                prop_assert!(seen.insert(setter.clone()), "{setter} is there twice");
            }
        }
    }

    #[test]
    fn every_name_is_found_again() {
        for (python, reserved) in [("type", ""), ("self", ""), ("_", ""), ("call", "call"), ("new", "new")] {
            let scope = Scope::reserving([reserved]).with([python]);
            let rust = scope.get(python).unwrap().to_string();
            assert!(candidates_of(&rust).contains(&python.to_owned()), "{rust}");
        }
    }
}
