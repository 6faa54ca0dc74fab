//! How far the IR knows a path.

use crate::uses::{UsedName, UsedPath};
use snakebridge_model::ir::{Class, Library, SymbolKind};

/// Where following a path ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// At a symbol.
    Symbol,
    /// At this member of the class passed last.
    Member(String),
    /// At the making of an instance of the class passed last.
    Made,
    /// At something that the wrapper makes up or that Rust has to judge, such as `Class::new` or `Class::from`.
    Wrapper,
    /// Before its end: this name, by position in the path, is not known.
    Unknown {
        /// Its position.
        at: usize,
    },
}

/// Follows a path; gives the symbols passed, the one it ends at last.
pub(super) fn reach<'a>(name: &str, library: &'a Library, path: &UsedPath) -> (Vec<&'a str>, Reach) {
    match library.symbols.get_key_value(name) {
        Some((first, _)) => onwards(library, path, 1, vec![first.as_str()]),
        None => (Vec::new(), Reach::Unknown { at: 0 }),
    }
}

/// Goes on from what was passed. Where a name may stand for several symbols, for the one that the rest leads furthest from.
fn onwards<'a>(
    library: &'a Library,
    path: &UsedPath,
    at: usize,
    passed: Vec<&'a str>,
) -> (Vec<&'a str>, Reach) {
    let Some(used) = path.0.get(at) else { return (passed, Reach::Symbol) };
    let here = *passed.last().expect("it starts with one");
    let mut likeliest: Option<(Vec<&'a str>, Reach)> = None;
    for candidate in used.candidates() {
        let Some((next, symbol)) = library.symbols.get_key_value(format!("{here}.{candidate}").as_str())
        else {
            continue;
        };
        let home = match &symbol.kind {
            SymbolKind::Alias { of } => library.symbols.get_key_value(of).map(|(home, _)| home.as_str()),
            _ => None,
        };
        let passed = passed.iter().copied().chain([next.as_str()]).chain(home).collect();
        let found = onwards(library, path, at + 1, passed);
        if matches!(found.1, Reach::Symbol | Reach::Member(_) | Reach::Made) {
            return found;
        }
        if likeliest.as_ref().is_none_or(|best| promise(best) < promise(&found)) {
            likeliest = Some(found);
        }
    }
    likeliest.unwrap_or_else(|| {
        let end = match &library.symbols[here].kind {
            SymbolKind::Module { .. } => Reach::Unknown { at },
            SymbolKind::Class(class) => match in_class(class, used.candidates(), at) {
                Reach::Wrapper if makes(class, path, at) => Reach::Made,
                end => end,
            },
            // Rust's business: the builder of a function, for example.
            SymbolKind::Function(_) | SymbolKind::Alias { .. } | SymbolKind::Value { .. } => Reach::Wrapper,
        };
        (passed, end)
    })
}

/// How much speaks for this way to read a path: how far it leads, and then whether something of that name is known to be there.
fn promise((passed, end): &(Vec<&str>, Reach)) -> (usize, bool) {
    (passed.len(), matches!(end, Reach::Unknown { .. }))
}

/// Whether what follows a class in a path, to its end, makes an instance of it.
fn makes(class: &Class, path: &UsedPath, at: usize) -> bool {
    class.constructor.is_some() && path.0[at..] == [UsedName::new("new".to_owned(), [])]
}

fn in_class(class: &Class, candidates: &[String], at: usize) -> Reach {
    if let Some(member) = candidates.iter().find(|candidate| class.members.contains_key(*candidate)) {
        return Reach::Member(member.clone());
    }
    if class.enumeration.iter().any(|member| candidates.contains(&member.name)) {
        return Reach::Wrapper;
    }
    let may_be_there = |candidate: &String| {
        class.others.contains(candidate) || (candidate.starts_with('_') && !class.absent.contains(candidate))
    };
    if candidates.iter().any(may_be_there) { Reach::Unknown { at } } else { Reach::Wrapper }
}
