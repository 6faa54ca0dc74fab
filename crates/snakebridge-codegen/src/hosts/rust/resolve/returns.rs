//! What a call gives, where that is known (ADR 7).

use crate::annotation::{Standard, Type};
use snakebridge_model::ir::{Evidence, Flow, Signature};

/// The most items that a Rust tuple of known length is read from.
const LONGEST_TUPLE: usize = 12;

/// The Rust type that a call's result is read as unless another is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Returns {
    /// A handle: nothing better is known.
    Object,
    /// An instance of the class at hand.
    Itself,
    /// An instance of another generated class, by the path of its symbol.
    Class(String),
    /// `i64`
    Int,
    /// `f64`
    Float,
    Complex,
    /// `bool`
    Bool,
    /// `String`
    Str,
    /// `Vec<u8>`
    Bytes,
    /// `()`
    Nothing,
    Standard(Standard),
    Optional(Box<Returns>),
    /// `Vec`
    List(Box<Returns>),
    /// `HashSet`
    Set(Box<Returns>),
    /// `HashMap`
    Dict(Box<Returns>, Box<Returns>),
    Tuple(Vec<Returns>),
    Stream(Box<Returns>),
    AsyncStream(Box<Returns>),
}

/// What a call promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Promise {
    pub(crate) returns: Returns,
    /// Whether that is what awaiting the result gives, where Python code would have to say so.
    pub(crate) awaited: bool,
}

impl From<Returns> for Promise {
    fn from(returns: Returns) -> Self {
        Self { returns, awaited: false }
    }
}

/// Which classes there are wrappers of, and which class a signature stands in.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// The path of the symbol that an annotation means by the name of a class.
    pub(crate) class: &'a dyn Fn(&str) -> Option<String>,
    /// The name of the class whose member it is.
    pub(crate) itself: Option<&'a str>,
}

impl Known<'_> {
    /// What calling something gives. Docstrings are no authority for that.
    pub(crate) fn promise(self, signature: &Signature) -> Promise {
        let types = signature.types.unwrap_or(signature.evidence);
        let Some(text) = signature.returns.as_deref().filter(|_| types < Evidence::Docstring) else {
            return Returns::Object.into();
        };
        let found = Type::of(text);
        match (&found, signature.flow) {
            (Type::Awaitable(result), Flow::Call) => Promise { returns: self.of(result), awaited: true },
            // `contextlib.contextmanager` leaves the annotation of the generator that it wraps.
            (Type::Iterator(_), Flow::Call | Flow::Coroutine) if types == Evidence::Runtime => {
                Returns::Object.into()
            }
            (Type::Iterable(item), Flow::Generator) => self.stream(item).into(),
            _ => self.of(&found).into(),
        }
    }

    /// What reading a property gives, by its annotation.
    pub(crate) fn of_annotation(self, annotation: Option<&str>) -> Returns {
        annotation.map_or(Returns::Object, |text| match Type::of(text) {
            Type::Iterator(_) => Returns::Object,
            found => self.of(&found),
        })
    }

    /// What reading a value gives: what its annotation says, or what it was when it was looked at. A `None` may stand for something that
    /// is set later, so alone it promises nothing.
    pub(crate) fn of_value(self, type_name: &str, annotation: Option<&str>) -> Returns {
        match self.of_annotation(annotation) {
            Returns::Object | Returns::Nothing => of_type(type_name),
            said => said,
        }
    }

    /// What comes out of iterating over something whose `__iter__` or `__aiter__` is annotated so.
    pub(crate) fn of_items(self, annotation: Option<&str>) -> Returns {
        let found = annotation.map_or(Type::Unknown, Type::of);
        let (Type::Iterator(item) | Type::AsyncIterator(item) | Type::Iterable(item) | Type::Sequence(item)) =
            found
        else {
            return Returns::Object;
        };
        self.item(&item).unwrap_or(Returns::Object)
    }

    fn of(self, found: &Type) -> Returns {
        match found {
            Type::None => Returns::Nothing,
            Type::Tuple(items) => self.tuple(items),
            Type::Iterator(item) => self.stream(item),
            Type::AsyncIterator(item) => match self.item(item) {
                Some(item) => Returns::AsyncStream(Box::new(item)),
                None => Returns::Object,
            },
            Type::Union(_) => match found.without_none() {
                (inner, true) => match self.item(&inner) {
                    Some(inner) => Returns::Optional(Box::new(inner)),
                    None => Returns::Object,
                },
                _ => Returns::Object,
            },
            other => self.item(other).unwrap_or(Returns::Object),
        }
    }

    fn stream(self, item: &Type) -> Returns {
        self.item(item).map_or(Returns::Object, |item| Returns::Stream(Box::new(item)))
    }

    /// A tuple is there to be taken apart: what is not known of it stays in Python, part by part.
    fn tuple(self, items: &[Type]) -> Returns {
        let parts: Vec<Option<Returns>> = items.iter().map(|item| self.item(item)).collect();
        if items.len() > LONGEST_TUPLE || parts.iter().all(Option::is_none) {
            return Returns::Object;
        }
        Returns::Tuple(parts.into_iter().map(|part| part.unwrap_or(Returns::Object)).collect())
    }

    /// A value, or a handle of a generated class; none where nothing better than a handle is known.
    fn item(self, found: &Type) -> Option<Returns> {
        match found {
            Type::Itself => self.itself.map(|_| Returns::Itself),
            Type::Class(path) => match self.itself {
                Some(itself) if path.rsplit('.').next() == Some(itself) => Some(Returns::Itself),
                _ => (self.class)(path).map(Returns::Class),
            },
            other => value(other),
        }
    }
}

impl Returns {
    /// Whether it is, or holds, an instance of the class at hand.
    pub(crate) fn mentions_itself(&self) -> bool {
        match self {
            Self::Itself => true,
            Self::Optional(item)
            | Self::List(item)
            | Self::Set(item)
            | Self::Stream(item)
            | Self::AsyncStream(item) => item.mentions_itself(),
            Self::Dict(key, item) => key.mentions_itself() || item.mentions_itself(),
            Self::Tuple(items) => items.iter().any(Self::mentions_itself),
            _ => false,
        }
    }
}

/// What is sent whole and means the same afterwards: nothing in it is looked at in Python again.
fn value(found: &Type) -> Option<Returns> {
    let boxed = |inner: &Type| value(inner).map(Box::new);
    Some(match found {
        Type::Bool => Returns::Bool,
        Type::Int => Returns::Int,
        Type::Float => Returns::Float,
        Type::Complex => Returns::Complex,
        Type::Str => Returns::Str,
        Type::Bytes => Returns::Bytes,
        Type::Standard(standard) => Returns::Standard(*standard),
        Type::List(item) | Type::Tuples(item) => Returns::List(boxed(item)?),
        Type::Set(item) => Returns::Set(Box::new(key(item)?)),
        Type::Dict(of, item) => Returns::Dict(Box::new(key(of)?), boxed(item)?),
        Type::Tuple(items) if !items.is_empty() && items.len() <= LONGEST_TUPLE => {
            Returns::Tuple(items.iter().map(value).collect::<Option<_>>()?)
        }
        Type::Union(_) => match found.without_none() {
            (inner, true) => Returns::Optional(boxed(&inner)?),
            _ => return None,
        },
        _ => return None,
    })
}

/// What Rust can hash.
fn key(found: &Type) -> Option<Returns> {
    value(found).filter(|key| matches!(key, Returns::Bool | Returns::Int | Returns::Str | Returns::Bytes))
}

/// What a value of a class is read as.
fn of_type(type_name: &str) -> Returns {
    match type_name {
        "builtins.int" => Returns::Int,
        "builtins.float" => Returns::Float,
        "builtins.complex" => Returns::Complex,
        "builtins.bool" => Returns::Bool,
        "builtins.str" => Returns::Str,
        "builtins.bytes" => Returns::Bytes,
        _ => match Type::of(type_name) {
            Type::Standard(standard) => Returns::Standard(standard),
            _ => Returns::Object,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What it comes to, where `toy.Frame` is generated and stands for `toy.core.Frame`, too.
    fn promised(returns: &str, flow: Flow, evidence: Evidence, itself: Option<&str>) -> String {
        let class =
            |path: &str| matches!(path, "toy.Frame" | "toy.core.Frame").then(|| "toy.Frame".to_owned());
        let signature = Signature { evidence, returns: Some(returns.into()), flow, ..Signature::default() };
        let Promise { returns, awaited } = Known { class: &class, itself }.promise(&signature);
        format!("{returns:?}{}", if awaited { " awaited" } else { "" })
    }

    fn called(returns: &str) -> String {
        promised(returns, Flow::Call, Evidence::Stub, None)
    }

    #[test]
    fn values_are_values() {
        for (annotation, expected) in [
            ("int", "Int"),
            ("None", "Nothing"),
            ("int | None", "Optional(Int)"),
            ("list[dict[str, float]]", "List(Dict(Str, Float))"),
            ("tuple[int, ...]", "List(Int)"),
            ("set[bytes]", "Set(Bytes)"),
            ("datetime.date | None", "Optional(Standard(Date))"),
            ("tuple[int, toy.core.Frame, Any]", "Tuple([Int, Class(\"toy.Frame\"), Object])"),
        ] {
            assert_eq!(called(annotation), expected, "{annotation}");
        }
    }

    #[test]
    fn what_is_weak_is_a_handle() {
        for annotation in [
            "Any",
            "T",
            "int | str",
            "list",
            "list[Any]",
            "list[toy.Frame]",
            "dict[float, int]",
            "dict[Any, Any]",
            "Sequence[int]",
            "Mapping[str, int]",
            "Iterable[int]",
            "pathlib.Path",
            "tuple[Any, Any]",
            "tuple[()]",
            "other.Frame",
            "Self",
            "Iterator[Any]",
            "list[int",
        ] {
            assert_eq!(called(annotation), "Object", "{annotation}");
        }
        assert_eq!(promised("int", Flow::Call, Evidence::Docstring, None), "Object");
    }

    #[test]
    fn a_class_knows_itself_and_others() {
        for annotation in ["Self", "typing.Self", "'Frame'", "pandas.core.Frame"] {
            let found = promised(annotation, Flow::Call, Evidence::Runtime, Some("Frame"));
            assert_eq!(found, "Itself", "{annotation}");
        }
        let found = promised("Frame | None", Flow::Call, Evidence::Runtime, Some("Frame"));
        assert_eq!(found, "Optional(Itself)");
        assert_eq!(called("toy.core.Frame | None"), "Optional(Class(\"toy.Frame\"))");
    }

    #[test]
    fn an_iterator_has_items() {
        let items = |annotation| Known { class: &|_| None, itself: Some("Frame") }.of_items(Some(annotation));
        assert_eq!(items("Iterator[str]"), Returns::Str);
        let pair = Returns::Tuple(vec![Returns::Int, Returns::Str]);
        assert_eq!(items("typing.Generator[tuple[int, str], None, None]"), pair);
        assert_eq!(items("collections.abc.AsyncIterator[bytes]"), Returns::Bytes);
        assert_eq!(items("Iterator[Self]"), Returns::Itself);
        assert_eq!((items("dict[str, int]"), items("Iterator")), (Returns::Object, Returns::Object));
    }

    #[test]
    fn what_comes_bit_by_bit_is_a_stream() {
        assert_eq!(called("Iterator[int]"), "Stream(Int)");
        assert_eq!(called("Generator[str, None, None]"), "Stream(Str)");
        assert_eq!(called("AsyncIterator[toy.Frame]"), "AsyncStream(Class(\"toy.Frame\"))");
        let of_runtime = |annotation, flow| promised(annotation, flow, Evidence::Runtime, None);
        assert_eq!(of_runtime("Iterator[int]", Flow::Call), "Object", "it may be a context manager");
        assert_eq!(of_runtime("Iterator[int]", Flow::Generator), "Stream(Int)");
        assert_eq!(of_runtime("Iterable[int]", Flow::Generator), "Stream(Int)");
        assert_eq!(of_runtime("AsyncIterator[int]", Flow::AsyncGenerator), "AsyncStream(Int)");
        assert_eq!(of_runtime("int", Flow::Coroutine), "Int");
        assert_eq!(of_runtime("Awaitable[int]", Flow::Call), "Int awaited");
        assert_eq!(of_runtime("Awaitable[int]", Flow::Coroutine), "Object");
    }

    #[test]
    fn values_have_their_type() {
        assert_eq!(of_type("builtins.float"), Returns::Float);
        assert_eq!(of_type("datetime.timedelta"), Returns::Standard(Standard::Delta));
        assert_eq!(of_type("builtins.NoneType"), Returns::Object);
        assert_eq!(of_type("numpy.float64"), Returns::Object);
    }
}
