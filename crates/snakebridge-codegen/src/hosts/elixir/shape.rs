//! **resolve**: how something of Python's is called in Elixir.

use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};

/// How many arguments an `*args`, or a function of unknown signature, takes in its place; more go as `__args__: [..]`.
pub(super) const SPREAD: usize = 8;

/// The positional parameters of a function in Elixir, and what keywords it takes.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) positional: Vec<Positional<'a>>,
    /// How many of them, from the first, have to be given.
    pub(super) required: usize,
    /// Keyword-only ones that have to be given.
    pub(super) keywords: Vec<&'a str>,
    /// Whether it takes any keyword at all.
    pub(super) takes_keywords: bool,
    /// Whether it takes keywords of any name.
    pub(super) takes_any_keyword: bool,
    /// Whether any number of arguments may follow.
    pub(super) is_open: bool,
}

/// A parameter that is given by its place.
#[derive(Debug)]
pub(super) enum Positional<'a> {
    Parameter(&'a Parameter),
    /// One of `*name`, counted from 1.
    Spread {
        of: Option<&'a Parameter>,
        number: usize,
    },
}

impl<'a> Shape<'a> {
    pub(super) fn of(signature: &'a Signature) -> Self {
        use ParameterKind::{KeywordOnly, PositionalOnly, PositionalOrKeyword, VarKeyword, VarPositional};
        let is_unknown = signature.evidence == Evidence::Variadic;
        let parameters = &signature.parameters;
        let of_kind = |kind: ParameterKind| parameters.iter().find(move |parameter| parameter.kind == kind);
        let by_place: Vec<&Parameter> = parameters
            .iter()
            .filter(|parameter| matches!(parameter.kind, PositionalOnly | PositionalOrKeyword))
            .collect();
        let required = by_place.iter().take_while(|parameter| parameter.default.is_none()).count();
        let spread = of_kind(VarPositional);
        let is_open = is_unknown || spread.is_some();
        let mut positional: Vec<Positional<'_>> = by_place.into_iter().map(Positional::Parameter).collect();
        if is_open {
            positional.extend((1..=SPREAD).map(|number| Positional::Spread { of: spread, number }));
        }
        let takes_any_keyword = is_unknown || of_kind(VarKeyword).is_some();
        let is_needed = |parameter: &&Parameter| parameter.kind == KeywordOnly && parameter.default.is_none();
        Self {
            positional,
            required,
            keywords: parameters.iter().filter(is_needed).map(|parameter| parameter.name.as_str()).collect(),
            takes_keywords: takes_any_keyword
                || parameters.iter().any(|one| matches!(one.kind, KeywordOnly | PositionalOrKeyword)),
            takes_any_keyword,
            is_open,
        }
    }

    /// The most arguments that can be given by their place; `None` if there is no limit.
    pub(super) fn most(&self) -> Option<usize> {
        (!self.is_open).then_some(self.positional.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(parameters: &[(&str, ParameterKind, bool)]) -> Signature {
        let parameters = parameters.iter().map(|(name, kind, is_optional)| Parameter {
            name: (*name).into(),
            kind: *kind,
            default: is_optional.then(|| "1".into()),
            annotation: None,
        });
        Signature { evidence: Evidence::Runtime, parameters: parameters.collect(), ..Signature::default() }
    }

    #[test]
    fn places_and_keywords_are_told_apart() {
        use ParameterKind::*;
        let signature = signature(&[
            ("a", PositionalOrKeyword, false),
            ("b", PositionalOrKeyword, true),
            ("key", KeywordOnly, false),
            ("other", KeywordOnly, true),
        ]);
        let shape = Shape::of(&signature);
        assert_eq!((shape.required, shape.most(), shape.keywords), (1, Some(2), vec!["key"]));
        assert!(shape.takes_keywords && !shape.takes_any_keyword);
    }

    #[test]
    fn what_is_open_takes_any_number() {
        let unknown = Signature::default();
        let shape = Shape::of(&unknown);
        assert_eq!((shape.required, shape.positional.len(), shape.most()), (0, SPREAD, None));
        assert!(shape.takes_any_keyword);
        let places = signature(&[("x", ParameterKind::PositionalOnly, false)]);
        assert!(!Shape::of(&places).takes_keywords);
    }
}
