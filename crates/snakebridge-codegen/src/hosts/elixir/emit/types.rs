//! Types of specs, from annotations.

use crate::annotation::{Standard, Type};
use crate::hosts::elixir::places::Places;
use crate::hosts::elixir::syntax::Term;
use snakebridge_model::ir::{Flow, Signature};

/// Types with more parts than this say nothing to people.
const LARGEST: usize = 6;

pub(super) fn anything() -> Term {
    Term::local("term", Vec::new())
}

/// An object of Python's.
pub(super) fn reference() -> Term {
    Term::remote("Wrapper", "ref", Vec::new())
}

/// `{:ok, type} | {:error, error}`
pub(super) fn result(of: Term) -> Term {
    Term::remote("Wrapper", "result", vec![of])
}

/// `:ok | {:error, error}`
pub(super) fn done() -> Term {
    Term::remote("Wrapper", "done", Vec::new())
}

/// What a parameter takes; an object of Python's always may stand for a value.
pub(super) fn taken(annotation: Option<&str>) -> Term {
    let taken = annotation.map_or(Type::Unknown, Type::of);
    let members = members(&taken);
    let terms: Option<Vec<Term>> = members.iter().map(one_taken).collect();
    match terms {
        Some(terms) if terms.len() <= LARGEST => Term::either(terms.into_iter().chain([reference()])),
        _ => anything(),
    }
}

fn members(of: &Type) -> Vec<Type> {
    match of {
        Type::Union(members) => members.clone(),
        other => vec![other.clone()],
    }
}

fn simple(name: &'static str) -> Term {
    Term::local(name, Vec::new())
}

fn one_taken(of: &Type) -> Option<Term> {
    Some(match of {
        Type::None => Term::atom("nil"),
        Type::Bool => simple("boolean"),
        Type::Int => simple("integer"),
        Type::Float => Term::remote("Wrapper", "real", Vec::new()),
        // An atom goes as its text.
        Type::Str => Term::either([Term::remote("String", "t", Vec::new()), simple("atom")]),
        Type::Class(_) | Type::Path => return None,
        _ => return None,
    })
}

/// What a call gives.
pub(super) fn given(signature: &Signature, places: &Places<'_>) -> Term {
    match (&signature.flow, &signature.returns) {
        (Flow::Call, Some(annotation)) => one_given(&Type::of(annotation), places),
        (Flow::Generator | Flow::AsyncGenerator, _) => reference(),
        _ => anything(),
    }
}

/// The result of reading a value.
pub(super) fn value(annotation: Option<&str>, type_name: &str, places: &Places<'_>) -> Term {
    let of = match (annotation, type_name) {
        (Some(annotation), _) => Type::of(annotation),
        (None, "") => Type::Unknown,
        (None, name) => Type::of(name),
    };
    result(one_given(&of, places))
}

fn one_given(of: &Type, places: &Places<'_>) -> Term {
    let given = match of {
        Type::Union(members) => {
            let terms: Vec<Term> = members.iter().map(|member| one_given(member, places)).collect();
            if terms.contains(&anything()) || terms.len() > LARGEST {
                return anything();
            }
            Term::either(terms)
        }
        Type::None => Term::atom("nil"),
        Type::Bool => simple("boolean"),
        Type::Int => simple("integer"),
        Type::Float => Term::remote("Wrapper", "real", Vec::new()),
        Type::Str => Term::remote("String", "t", Vec::new()),
        Type::List(item) => match one_given(item, places) {
            item if item == anything() => Term::either([simple("list"), reference()]),
            item => Term::List(vec![item]),
        },
        Type::Dict(..) => Term::either([simple("map"), reference()]),
        Type::Tuple(_) | Type::Tuples(_) => Term::either([simple("tuple"), reference()]),
        Type::Iterator(_) => reference(),
        // A class of the same library, whose instances are no values.
        Type::Class(path) if places.module(path).is_some() => anything(),
        Type::Standard(Standard::Date) => Term::remote("Date", "t", Vec::new()),
        _ => anything(),
    };
    // An instance of a class below is an object.
    match of {
        Type::Bool | Type::None => given,
        _ if given == anything() => given,
        Type::Union(_) => given,
        _ => Term::either([given, reference()]),
    }
}
