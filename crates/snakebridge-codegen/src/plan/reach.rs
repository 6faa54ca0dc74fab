//! How far the IR knows a path.

use crate::uses::UsedPath;
use snakebridge_model::ir::{Class, Library, SymbolKind};

/// Where following a path ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// At a symbol.
    Symbol,
    /// At this member of the class passed last.
    Member(String),
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
    let Some((first, mut symbol)) = library.symbols.get_key_value(name) else {
        return (Vec::new(), Reach::Unknown { at: 0 });
    };
    let mut passed = vec![first.as_str()];
    for (at, used) in path.0.iter().enumerate().skip(1) {
        let here = *passed.last().expect("it starts with one");
        let child = used
            .candidates()
            .iter()
            .find_map(|candidate| library.symbols.get_key_value(format!("{here}.{candidate}").as_str()));
        if let Some((next, found)) = child {
            passed.push(next);
            symbol = found;
            continue;
        }
        let end = match &symbol.kind {
            SymbolKind::Module { .. } => Reach::Unknown { at },
            SymbolKind::Class(class) => in_class(class, used.candidates(), at),
            // Rust's business: the builder of a function, for example.
            SymbolKind::Function(_) | SymbolKind::Value { .. } => Reach::Wrapper,
        };
        return (passed, end);
    }
    (passed, Reach::Symbol)
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
