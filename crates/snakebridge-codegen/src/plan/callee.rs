//! What a call calls, as far as the IR knows.

use super::reach::{Reach, reach};
use crate::uses::{UsedName, UsedPath};
use snakebridge_model::ir::{Library, MemberKind, Signature, SymbolKind};

/// Something with a signature.
#[derive(Debug)]
pub(crate) struct Callee<'a> {
    /// Its Python path.
    pub(crate) path: String,
    pub(crate) signature: &'a Signature,
}

/// What a path that is called leads to: a function, a constructor, or a method that is called on its class.
pub(crate) fn callee<'a>(name: &str, library: &'a Library, path: &UsedPath) -> Option<Callee<'a>> {
    let (passed, end) = reach(name, library, path);
    let last = *passed.last()?;
    let is_new = path.0.len() == passed.len() + 1
        && path.0.last().is_some_and(|name| *name == UsedName::new("new".to_owned(), []));
    match (&library.symbols.get(last)?.kind, end) {
        (SymbolKind::Function(signature), Reach::Symbol) => Some(Callee { path: last.to_owned(), signature }),
        // A member called `new` gives way to the constructor.
        (SymbolKind::Class(class), Reach::Made | Reach::Wrapper | Reach::Member(_))
            if is_new && class.constructor.is_some() =>
        {
            class.constructor.as_ref().map(|signature| Callee { path: last.to_owned(), signature })
        }
        (SymbolKind::Class(class), Reach::Member(member)) => match &class.members.get(&member)?.kind {
            MemberKind::ClassMethod(signature) | MemberKind::StaticMethod(signature) => {
                Some(Callee { path: format!("{last}.{member}"), signature })
            }
            _ => None,
        },
        _ => None,
    }
}

/// What is called on the object that is the first argument, if a path leads to a method.
#[cfg(feature = "elixir")]
pub(crate) fn method<'a>(name: &str, library: &'a Library, path: &UsedPath) -> Option<Callee<'a>> {
    let (passed, Reach::Member(member)) = reach(name, library, path) else { return None };
    let last = *passed.last()?;
    let SymbolKind::Class(class) = &library.symbols.get(last)?.kind else { return None };
    if class.constructor.is_some() && path.0.last()? == &UsedName::new("new".to_owned(), []) {
        return None;
    }
    match &class.members.get(&member)?.kind {
        MemberKind::Method(signature) => Some(Callee { path: format!("{last}.{member}"), signature }),
        _ => None,
    }
}
