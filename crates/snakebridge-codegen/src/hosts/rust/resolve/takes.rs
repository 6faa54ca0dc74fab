//! What a parameter takes, where that is known (ADR 7).

use crate::annotation::Type;
use snakebridge_model::ir::{Evidence, Parameter, Signature};

/// What the compiler lets through to a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Whatever can be sent to Python: nothing is known, or nothing simple.
    Anything,
    /// What fits this kind, and `None` if `or_none`.
    Kind { kind: Kind, or_none: bool },
}

/// The kinds of `snakebridge::kinds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Str,
    PathLike,
    Bytes,
    Bool,
    Int,
    Float,
    Complex,
    List,
    Iterable,
    Dict,
}

impl Kind {
    /// Its name there.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Str => "Str",
            Self::PathLike => "PathLike",
            Self::Bytes => "Bytes",
            Self::Bool => "Bool",
            Self::Int => "Int",
            Self::Float => "Float",
            Self::Complex => "Complex",
            Self::List => "List",
            Self::Iterable => "Iterable",
            Self::Dict => "Dict",
        }
    }

    fn of(found: &Type) -> Option<Self> {
        Some(match found {
            Type::Str => Self::Str,
            Type::Bytes => Self::Bytes,
            Type::Bool => Self::Bool,
            Type::Int => Self::Int,
            Type::Float => Self::Float,
            Type::Complex => Self::Complex,
            // A `str` is a sequence of `str`.
            Type::Sequence(item) if may_be_text(item) => Self::Iterable,
            Type::List(_) | Type::Set(_) | Type::Tuple(_) | Type::Tuples(_) | Type::Sequence(_) => Self::List,
            Type::Iterable(_) => Self::Iterable,
            Type::Dict(..) | Type::Mapping(..) => Self::Dict,
            Type::Union(members) => Self::of_union(members)?,
            _ => return None,
        })
    }

    fn of_union(members: &[Type]) -> Option<Self> {
        // A class of `pathlib` alone has methods that a `str` has not, but whoever takes both takes any path.
        if members.contains(&Type::Path) {
            return members
                .iter()
                .all(|member| matches!(member, Type::Str | Type::Path))
                .then_some(Self::PathLike);
        }
        let kinds: Vec<Self> = members.iter().map(Self::of).collect::<Option<_>>()?;
        kinds.iter().copied().find(|widest| kinds.iter().all(|kind| widest.includes(*kind)))
    }

    /// Whether what fits `other` fits this, too.
    fn includes(self, other: Self) -> bool {
        let numbers = [Self::Bool, Self::Int, Self::Float, Self::Complex];
        let rank = |kind| numbers.iter().position(|number| *number == kind);
        match (rank(self), rank(other)) {
            (Some(own), Some(others)) => own >= others,
            _ => self == other || (self, other) == (Self::Iterable, Self::List),
        }
    }

    /// Whether the `repr` of a default shows something else: then the annotation is wrong. What the text does not tell is let pass.
    fn contradicts(self, default: &str) -> bool {
        let shown = match default.chars().next() {
            Some('\'' | '"') => Self::Str,
            Some('b') if default[1..].starts_with(['\'', '"']) => Self::Bytes,
            Some('0'..='9' | '-') if default.contains(['.', 'e', 'n']) => Self::Float,
            Some('0'..='9' | '-') => Self::Int,
            Some('[' | '(') => Self::List,
            Some('{') => Self::Dict,
            _ if matches!(default, "True" | "False") => Self::Bool,
            _ => return false,
        };
        let is_text = |kind| matches!(kind, Self::Str | Self::PathLike | Self::Iterable);
        !(self.includes(shown) || is_text(self) && shown == Self::Str || self == Self::Iterable)
    }
}

/// Whether text may be one of these, as it may be a `Hashable`, or a `T` that nothing is known of.
fn may_be_text(item: &Type) -> bool {
    match item {
        Type::Str | Type::Unknown | Type::Class(_) => true,
        Type::Sequence(item) | Type::Iterable(item) => may_be_text(item),
        Type::Union(members) => members.iter().any(may_be_text),
        _ => false,
    }
}

impl Takes {
    /// What `parameter` of `signature` takes.
    pub(crate) fn of(signature: &Signature, parameter: &Parameter) -> Self {
        let is_strong = signature.types.unwrap_or(signature.evidence) < Evidence::Docstring;
        let annotation = parameter.annotation.as_deref().filter(|_| is_strong);
        match (Self::of_annotation(annotation), parameter.default.as_deref()) {
            // `x: int = None` is `int | None`, as PEP 484 once had it.
            (Self::Kind { kind, .. }, Some("None")) => Self::Kind { kind, or_none: true },
            (Self::Kind { kind, .. }, Some(default)) if kind.contradicts(default) => Self::Anything,
            (takes, _) => takes,
        }
    }

    /// What can be assigned to something of which reading gives this.
    pub(crate) fn of_annotation(annotation: Option<&str>) -> Self {
        let Some(annotation) = annotation else { return Self::Anything };
        let (found, or_none) = Type::of(annotation).without_none();
        Kind::of(&found).map_or(Self::Anything, |kind| Self::Kind { kind, or_none })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use snakebridge_model::ir::ParameterKind;

    fn takes(annotation: &str, default: Option<&str>, evidence: Evidence) -> String {
        let parameter = Parameter {
            name: "x".into(),
            kind: ParameterKind::KeywordOnly,
            default: default.map(Into::into),
            annotation: Some(annotation.into()),
        };
        match Takes::of(&Signature { evidence, ..Signature::default() }, &parameter) {
            Takes::Anything => "anything".into(),
            Takes::Kind { kind, or_none } => {
                format!("{}{}", kind.name(), if or_none { " or None" } else { "" })
            }
        }
    }

    #[test]
    fn annotations_have_kinds() {
        for (annotation, expected) in [
            ("str", "Str"),
            ("Literal['a', 'b'] | None", "Str or None"),
            ("int | float", "Float"),
            ("float | int | None", "Float or None"),
            ("bool | complex", "Complex"),
            ("str | os.PathLike[str]", "PathLike"),
            ("list[int]", "List"),
            ("Sequence[int]", "List"),
            ("Sequence[str]", "Iterable"),
            ("Sequence[Hashable]", "Iterable"),
            ("Sequence[T] | None", "Iterable or None"),
            ("Sequence[int | str]", "Iterable"),
            ("Sequence[Sequence[T]]", "Iterable"),
            ("Sequence[tuple[str, str]]", "List"),
            ("Iterable[T] | list[T]", "Iterable"),
            ("Mapping[str, Any]", "Dict"),
            ("tuple[int, int]", "List"),
            ("int | str", "anything"),
            ("pathlib.Path", "anything"),
            ("int | str | os.PathLike[str]", "anything"),
            ("m.Thing", "anything"),
            ("Any", "anything"),
            ("list[", "anything"),
        ] {
            assert_eq!(takes(annotation, None, Evidence::Stub), expected, "{annotation}");
        }
        assert_eq!(takes("str", None, Evidence::Docstring), "anything");
    }

    #[test]
    fn defaults_tell_wrong_annotations() {
        for (annotation, default, expected) in [
            ("int", "None", "Int or None"),
            ("int", "1.5", "anything"),
            ("int", "True", "Int"),
            ("float", "-1", "Float"),
            ("float", "1e-05", "Float"),
            ("str", "0", "anything"),
            ("bool", "0", "anything"),
            ("str", "''", "Str"),
            ("bytes", "b''", "Bytes"),
            ("list[int]", "()", "List"),
            ("Iterable[str]", "'abc'", "Iterable"),
            ("dict[str, int]", "{}", "Dict"),
            ("int", "<no value>", "Int"),
            ("str", "é", "Str"),
        ] {
            assert_eq!(
                takes(annotation, Some(default), Evidence::Runtime),
                expected,
                "{annotation} = {default}"
            );
        }
    }
}
