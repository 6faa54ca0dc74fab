//! What the names in annotations mean.

use super::parse::{Literal, Node};
use super::{Standard, Type};

/// Modules whose names are known without them; a stub may have them under the usual short names.
const KNOWN_MODULES: [&str; 9] = [
    "builtins",
    "typing",
    "typing_extensions",
    "collections.abc",
    "t",
    "te",
    "_t",
    "_typeshed",
    "numpy.typing",
];

pub(super) fn of(node: &Node) -> Type {
    match node {
        Node::Name(name, arguments) => named(name, arguments),
        Node::Either(members) => Type::union(members.iter().map(of).collect()),
        Node::Literal(literal) => of_literal(*literal),
        Node::List(_) | Node::Ellipsis | Node::Empty => Type::Unknown,
    }
}

fn of_literal(literal: Literal) -> Type {
    match literal {
        Literal::Str => Type::Str,
        Literal::Bytes => Type::Bytes,
        Literal::Int => Type::Int,
        Literal::Float => Type::Float,
    }
}

fn named(path: &str, arguments: &[Node]) -> Type {
    let argument = |index: usize| arguments.get(index).map_or(Type::Unknown, of);
    let boxed = |index: usize| Box::new(argument(index));
    match known(path) {
        "None" | "NoneType" => Type::None,
        "bool" | "TypeGuard" | "TypeIs" => Type::Bool,
        "int" => Type::Int,
        "float" => Type::Float,
        "complex" => Type::Complex,
        "str" | "Text" | "LiteralString" => Type::Str,
        "bytes" => Type::Bytes,
        "list" | "List" => Type::List(boxed(0)),
        "set" | "Set" | "frozenset" | "FrozenSet" => Type::Set(boxed(0)),
        "dict" | "Dict" => Type::Dict(boxed(0), boxed(1)),
        "tuple" | "Tuple" => tuple(arguments),
        "Sequence" | "MutableSequence" => Type::Sequence(boxed(0)),
        "Iterable" | "Collection" | "Reversible" | "AbstractSet" | "MutableSet" | "KeysView"
        | "ValuesView" | "ItemsView" => Type::Iterable(boxed(0)),
        "Mapping" | "MutableMapping" => Type::Mapping(boxed(0), boxed(1)),
        "Iterator" | "Generator" => Type::Iterator(boxed(0)),
        "AsyncIterator" | "AsyncGenerator" | "AsyncIterable" => Type::AsyncIterator(boxed(0)),
        "Awaitable" => Type::Awaitable(boxed(0)),
        "Coroutine" => Type::Awaitable(boxed(2)),
        "Callable" => Type::Callable,
        "Self" => Type::Itself,
        "Optional" => Type::union(vec![argument(0), Type::None]),
        "Union" => Type::union(arguments.iter().map(of).collect()),
        "Literal" => literal(arguments),
        "Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly" => argument(0),
        "os.PathLike" | "PathLike" | "pathlib.Path" | "pathlib.PurePath" => Type::Path,
        "StrPath" => Type::union(vec![Type::Str, Type::Path]),
        "datetime.date" => Type::Standard(Standard::Date),
        "datetime.time" => Type::Standard(Standard::Time),
        "datetime.datetime" => Type::Standard(Standard::DateTime),
        "datetime.timedelta" => Type::Standard(Standard::Delta),
        "decimal.Decimal" => Type::Standard(Standard::Decimal),
        "fractions.Fraction" => Type::Standard(Standard::Fraction),
        "uuid.UUID" => Type::Standard(Standard::Uuid),
        "Any" | "object" | "AnyStr" | "type" | "Type" | "Never" | "NoReturn" | "Unpack" | "NDArray"
        | "ArrayLike" => Type::Unknown,
        _ => Type::Class(path.to_owned()),
    }
}

fn tuple(arguments: &[Node]) -> Type {
    match arguments {
        [] => Type::Tuples(Box::new(Type::Unknown)),
        [Node::Empty] => Type::Tuple(Vec::new()),
        [item, Node::Ellipsis] => Type::Tuples(Box::new(of(item))),
        items if items.contains(&Node::Ellipsis) => Type::Unknown,
        items => Type::Tuple(items.iter().map(of).collect()),
    }
}

/// `Literal[..]`: the types of the values. A name there is a member of an enum, `True`, `False` or `None`.
fn literal(arguments: &[Node]) -> Type {
    let of_one = |node: &Node| match node {
        Node::Name(name, _) => match name.as_str() {
            "True" | "False" => Type::Bool,
            "None" => Type::None,
            _ => Type::Unknown,
        },
        other => of(other),
    };
    Type::union(arguments.iter().map(of_one).collect())
}

/// The name without a module that it is known without.
fn known(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((module, name)) if KNOWN_MODULES.contains(&module) => name,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Type::{Bool, Float, Int, Str, Unknown};

    fn boxed(inner: Type) -> Box<Type> {
        Box::new(inner)
    }

    #[test]
    fn plain_names_are_types_wherever_they_come_from() {
        for (texts, expected) in [
            (&["int", "builtins.int", "'int'", "\"builtins.int\"", " int "][..], Int),
            (&["str", "LiteralString", "typing.Text"], Str),
            (&["None", "NoneType"], Type::None),
            (&["Any", "typing.Any", "object", "type[int]", "NDArray[numpy.float64]", "ArrayLike"], Unknown),
            (&["Self", "typing_extensions.Self"], Type::Itself),
            (&["Annotated[int, 'positive']", "Final[int]", "ClassVar[int]", "Literal[1, -2, 0x10]"], Int),
            (&["Literal['a', \"b]\"]", r"typing.Literal['it\'s']"], Str),
            (&["Literal[True]", "TypeGuard[int]"], Bool),
            (&["m.Thing", "'m.Thing'", "m.Thing[int]"], Type::Class("m.Thing".into())),
            (&["os.PathLike[str]", "pathlib.Path"], Type::Path),
            (&["uuid.UUID"], Type::Standard(Standard::Uuid)),
        ] {
            for text in texts {
                assert_eq!(Type::of(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn unions_are_flat_and_hold_nothing_twice() {
        let either = Type::Union(vec![Int, Type::None]);
        for text in [
            "int | None",
            "Optional[int]",
            "Union[int, None]",
            "Union[int, Optional[int]]",
            "'int' | None",
            "Literal[1, None]",
        ] {
            assert_eq!(Type::of(text), either, "{text}");
        }
        assert_eq!(either.without_none(), (Int, true));
        assert_eq!(Type::of("Union[int]"), Int);
        assert_eq!(Type::of("int | Any"), Unknown);
        assert_eq!(Type::of("None").without_none(), (Type::None, false));
    }

    #[test]
    fn containers_have_items() {
        assert_eq!(Type::of("list[int]"), Type::List(boxed(Int)));
        assert_eq!(Type::of("List"), Type::List(boxed(Unknown)));
        assert_eq!(
            Type::of("dict[str, list[float]]"),
            Type::Dict(boxed(Str), boxed(Type::List(boxed(Float))))
        );
        assert_eq!(Type::of("tuple[int, str]"), Type::Tuple(vec![Int, Str]));
        assert_eq!(Type::of("tuple[int, ...]"), Type::Tuples(boxed(Int)));
        assert_eq!(Type::of("tuple[()]"), Type::Tuple(vec![]));
        assert_eq!(Type::of("Tuple"), Type::Tuples(boxed(Unknown)));
        assert_eq!(Type::of("collections.abc.Generator[int, None, str]"), Type::Iterator(boxed(Int)));
        assert_eq!(Type::of("Coroutine[Any, Any, bool]"), Type::Awaitable(boxed(Bool)));
        for text in ["Callable", "Callable[[int, str], None]", "Callable[..., None]", "Callable[P, T]"] {
            assert_eq!(Type::of(text), Type::Callable, "{text}");
        }
        assert_eq!(Type::of("tuple[*Ts]"), Type::Tuple(vec![Unknown]));
    }

    #[test]
    fn what_is_malformed_is_unknown() {
        let deep = format!("{}int{}", "list[".repeat(10_000), "]".repeat(10_000));
        let stars = "* ".repeat(100_000);
        for text in [
            "",
            "list[",
            "list[int",
            "int]",
            "| int",
            "int |",
            "'int",
            "''",
            "a..b",
            "1x y",
            "<class 'int'>",
            "int, str",
            &deep,
            &stars,
            "P.args[int].x",
        ] {
            assert_eq!(Type::of(text), Unknown, "{text:.20}");
        }
    }
}
