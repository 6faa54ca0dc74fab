//! How a Python signature is called from Rust: what is a parameter of the function, what a method of its builder, and how
//! each reaches Python.

use super::names::Scope;
use super::takes::Takes;
use proc_macro2::Ident;
use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};

/// Methods that every builder has, and how many arguments they take; `None` for those that no program means. An optional parameter
/// of such a name gets an underscore.
const BUILDER_METHODS: [(&str, Option<usize>); 33] = [
    ("arg", Some(1)),
    ("args", Some(1)),
    ("attr", Some(1)),
    ("await", None),
    ("awaited", Some(0)),
    ("call", Some(0)),
    ("cancel_with", Some(1)),
    ("clone", Some(0)),
    ("deadline", Some(1)),
    ("deref", None),
    ("fmt", None),
    ("from", None),
    ("get", Some(0)),
    ("get_async", Some(0)),
    ("in_bridge", Some(1)),
    ("in_session", Some(1)),
    ("into", Some(0)),
    ("into_expr", Some(0)),
    ("into_future", Some(0)),
    ("into_value", Some(0)),
    ("invoke", Some(0)),
    ("item", Some(1)),
    ("kwarg", Some(2)),
    ("method", Some(1)),
    ("object", Some(0)),
    ("object_async", Some(0)),
    ("run", Some(0)),
    ("slot", None),
    ("slots", None),
    ("stream", Some(0)),
    ("stream_async", Some(0)),
    ("try_into", Some(0)),
    ("typed", Some(0)),
];

/// Whether every builder has a method of this name.
pub(crate) fn is_builder_method(name: &str) -> bool {
    BUILDER_METHODS.iter().any(|(known, _)| *known == name)
}

/// Whether `.name(..)` with so many arguments may mean the method of that name which every builder has.
pub(crate) fn may_be_of_builder(name: &str, arguments: usize) -> bool {
    BUILDER_METHODS.contains(&(name, Some(arguments)))
}

/// What no parameter can be called: variants that are in every scope (E0530).
const VARIANTS: [&str; 4] = ["None", "Some", "Ok", "Err"];

/// A signature, as Rust sees it.
#[derive(Debug)]
pub(crate) enum Shape<'a> {
    /// Any arguments go.
    Variadic,
    /// Parameters are known.
    Known {
        /// Parameters of the function: Python's required ones, those by position first.
        required: Vec<Required<'a>>,
        /// Methods of the builder: Python's optional ones, in Python's order.
        optional: Vec<Optional<'a>>,
    },
}

/// A parameter that has to be given.
#[derive(Debug)]
pub(crate) struct Required<'a> {
    /// Its Rust name.
    pub(crate) name: Ident,
    /// Its Python name.
    pub(crate) python: &'a str,
    /// How it gets there: never as a slot.
    pub(crate) pass: Pass,
    /// What it takes.
    pub(crate) takes: Takes,
}

/// A parameter that may be left to Python.
#[derive(Debug)]
pub(crate) struct Optional<'a> {
    /// Name of the builder's method.
    pub(crate) method: Ident,
    /// The parameter.
    pub(crate) parameter: &'a Parameter,
    /// How it gets there: never plainly by position.
    pub(crate) pass: Pass,
    /// What it takes.
    pub(crate) takes: Takes,
}

/// How an argument reaches Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    /// By position.
    Position,
    /// By position if it has to; the number counts the parameters of this sort.
    Slot {
        /// Which one.
        index: usize,
        /// Whether it can go by keyword, too.
        keyword: bool,
    },
    /// By keyword.
    Keyword,
}

impl<'a> Shape<'a> {
    /// How `signature` is called.
    pub(crate) fn of(signature: &'a Signature) -> Self {
        if signature.evidence == Evidence::Variadic || is_contradictory(&signature.parameters) {
            return Self::Variadic;
        }
        let parameters = &signature.parameters;
        let has_star = parameters.iter().any(|parameter| parameter.kind == ParameterKind::VarPositional);
        Self::Known { required: required(signature), optional: optional(signature, has_star) }
    }

    /// Whether calling it takes a builder of its own.
    pub(crate) fn has_options(&self) -> bool {
        matches!(self, Self::Known { optional, .. } if !optional.is_empty())
    }
}

/// Whether a required parameter follows an optional one that can only go by position: no call could fill both.
fn is_contradictory(parameters: &[Parameter]) -> bool {
    let mut optional_seen = false;
    parameters.iter().any(|parameter| match (parameter.kind, &parameter.default) {
        (ParameterKind::PositionalOnly | ParameterKind::PositionalOrKeyword, Some(_)) => {
            optional_seen = true;
            false
        }
        (ParameterKind::PositionalOnly | ParameterKind::PositionalOrKeyword, None) => optional_seen,
        _ => false,
    })
}

fn required(signature: &Signature) -> Vec<Required<'_>> {
    use ParameterKind::{KeywordOnly, PositionalOnly, PositionalOrKeyword};
    let of_kind = |kinds: &'static [ParameterKind]| {
        signature
            .parameters
            .iter()
            .filter(move |parameter| parameter.default.is_none() && kinds.contains(&parameter.kind))
    };
    let by_position =
        of_kind(&[PositionalOnly, PositionalOrKeyword]).map(|parameter| (parameter, Pass::Position));
    let by_keyword = of_kind(&[KeywordOnly]).map(|parameter| (parameter, Pass::Keyword));
    let all: Vec<_> = by_position.chain(by_keyword).collect();
    let mut names = Scope::reserving(VARIANTS).with(all.iter().map(|(parameter, _)| parameter.name.as_str()));
    all.into_iter()
        .enumerate()
        .map(|(index, (parameter, pass))| Required {
            name: names.get(&parameter.name).cloned().unwrap_or_else(|| names.invent(&format!("arg{index}"))),
            python: &parameter.name,
            pass,
            takes: Takes::of(signature, parameter),
        })
        .collect()
}

fn optional(signature: &Signature, has_star: bool) -> Vec<Optional<'_>> {
    use ParameterKind::{PositionalOnly, PositionalOrKeyword, VarKeyword, VarPositional};
    let all: Vec<&Parameter> = signature
        .parameters
        .iter()
        .filter(|parameter| {
            parameter.default.is_some() && !matches!(parameter.kind, VarPositional | VarKeyword)
        })
        .collect();
    let mut names = Scope::reserving(BUILDER_METHODS.map(|(name, _)| name))
        .with(all.iter().map(|parameter| parameter.name.as_str()));
    let mut slots = 0..;
    all.into_iter()
        .filter_map(|parameter| {
            let pass = match parameter.kind {
                PositionalOnly => Pass::Slot { index: slots.next()?, keyword: false },
                PositionalOrKeyword if has_star => Pass::Slot { index: slots.next()?, keyword: true },
                _ => Pass::Keyword,
            };
            let method = match (names.get(&parameter.name), pass) {
                (Some(method), _) => method.clone(),
                // By keyword, `.kwarg` can give it, whatever its name is.
                (None, Pass::Keyword) => return None,
                (None, _) => names.invent("positional"),
            };
            Some(Optional { method, parameter, pass, takes: Takes::of(signature, parameter) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(name: &str, kind: ParameterKind, default: Option<&str>) -> Parameter {
        Parameter { name: name.into(), kind, default: default.map(Into::into), annotation: None }
    }

    fn shown(parameters: Vec<Parameter>) -> String {
        let signature = Signature { evidence: Evidence::Runtime, parameters, ..Signature::default() };
        match Shape::of(&signature) {
            Shape::Variadic => "variadic".into(),
            Shape::Known { required, optional } => {
                let required = required.iter().map(|r| format!("{}:{:?}", r.name, r.pass));
                let optional = optional.iter().map(|o| format!(".{}:{:?}", o.method, o.pass));
                required.chain(optional).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn keyword_only_parameters_without_default_come_last() {
        use ParameterKind::*;
        let all = vec![
            parameter("a", PositionalOrKeyword, None),
            parameter("b", PositionalOrKeyword, Some("1")),
            parameter("key", KeywordOnly, None),
            parameter("other", KeywordOnly, Some("2")),
        ];
        assert_eq!(shown(all), "a:Position key:Keyword .b:Keyword .other:Keyword");
    }

    #[test]
    fn slots_are_before_slash_and_before_star() {
        use ParameterKind::*;
        let star = |has: bool| {
            let mut all = vec![
                parameter("a", PositionalOnly, Some("0")),
                parameter("b", PositionalOrKeyword, Some("1")),
            ];
            all.extend(has.then(|| parameter("rest", VarPositional, None)));
            shown(all)
        };
        assert_eq!(star(false), ".a:Slot { index: 0, keyword: false } .b:Keyword");
        assert_eq!(star(true), ".a:Slot { index: 0, keyword: false } .b:Slot { index: 1, keyword: true }");
    }

    #[test]
    fn names_of_builder_methods_get_an_underscore() {
        use ParameterKind::*;
        let all = vec![parameter("call", KeywordOnly, Some("0")), parameter("type", KeywordOnly, Some("0"))];
        assert_eq!(shown(all), ".call_:Keyword .r#type:Keyword");
    }

    #[test]
    fn what_no_call_could_fill_is_variadic() {
        use ParameterKind::*;
        assert_eq!(
            shown(vec![parameter("a", PositionalOnly, Some("0")), parameter("b", PositionalOnly, None)]),
            "variadic"
        );
    }
}
