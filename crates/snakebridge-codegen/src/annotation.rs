//! Annotations: their source text as a small tree of types, the same for every host language.
//!
//! The text comes from the probe, which spells classes by their path and `typing`'s names without one, or from a stub. What is not
//! understood is [`Type::Unknown`], which promises nothing and forbids nothing.

mod meaning;
mod parse;

/// What an annotation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    /// `Any`, `object`, a type variable, a protocol, or nothing that could be understood.
    Unknown,
    /// `None`
    None,
    Bool,
    Int,
    Float,
    Complex,
    Str,
    /// `bytes`, and nothing else that holds bytes.
    Bytes,
    /// An immutable value of the standard library.
    Standard(Standard),
    /// `os.PathLike` and the classes of `pathlib`.
    Path,
    List(Box<Type>),
    Set(Box<Type>),
    Dict(Box<Type>, Box<Type>),
    /// `tuple[A, B]`
    Tuple(Vec<Type>),
    /// `tuple[A, ...]`
    Tuples(Box<Type>),
    /// `Sequence` and its kind: it is not said what they are.
    Sequence(Box<Type>),
    /// `Iterable` and `Collection`
    Iterable(Box<Type>),
    /// `Mapping`
    Mapping(Box<Type>, Box<Type>),
    /// `Iterator` and `Generator`
    Iterator(Box<Type>),
    /// `AsyncIterator`, `AsyncIterable` and `AsyncGenerator`
    AsyncIterator(Box<Type>),
    /// `Awaitable`, `Coroutine`, futures and tasks
    Awaitable(Box<Type>),
    Callable,
    /// `Self`
    Itself,
    /// A class, by whatever path the annotation has for it.
    Class(String),
    /// Any of these, in their order; `None` may be among them.
    Union(Vec<Type>),
}

/// Classes of the standard library whose instances are values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standard {
    Date,
    Time,
    DateTime,
    Delta,
    Decimal,
    Fraction,
    Uuid,
}

impl Type {
    /// Reads an annotation.
    pub(crate) fn of(text: &str) -> Self {
        parse::parse(text).as_ref().map_or(Self::Unknown, meaning::of)
    }

    /// What it is if it is not `None`, and whether it may be `None`.
    pub(crate) fn without_none(&self) -> (Self, bool) {
        let Self::Union(members) = self else { return (self.clone(), false) };
        let rest: Vec<Self> = members.iter().filter(|member| **member != Self::None).cloned().collect();
        let has_none = rest.len() < members.len();
        (Self::union(rest), has_none)
    }

    /// Any of these; one that is given twice counts once.
    fn union(members: Vec<Self>) -> Self {
        let mut distinct = Vec::new();
        for member in members {
            let parts = match member {
                Self::Union(parts) => parts,
                other => vec![other],
            };
            for part in parts {
                if !distinct.contains(&part) {
                    distinct.push(part);
                }
            }
        }
        match distinct.len() {
            1 => distinct.remove(0),
            _ if distinct.contains(&Self::Unknown) => Self::Unknown,
            _ => Self::Union(distinct),
        }
    }
}
