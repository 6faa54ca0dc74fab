//! Structs and enums of the program's own.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{FromPy, Object, Session, ToPy, py};

scenarios! {
    structs_are_read_from_whatever_has_such_fields,
    a_missing_field_is_an_error_that_names_it,
    structs_and_enums_are_sent_as_plain_values,
    enums_are_read_from_members_names_and_alternatives,
}

#[derive(FromPy, ToPy, Debug, PartialEq)]
struct Person {
    name: String,
    #[py(rename = "years")]
    age: u8,
    nickname: Option<String>,
    #[py(default = unknown)]
    city: String,
}

fn unknown() -> String {
    "unknown".to_owned()
}

fn person(name: &str, age: u8, nickname: Option<&str>) -> Person {
    Person { name: name.to_owned(), age, nickname: nickname.map(str::to_owned), city: unknown() }
}

#[derive(FromPy, ToPy, Debug, PartialEq)]
enum Paint {
    #[py(rename = "RED")]
    Red,
    #[py(rename = "GREEN")]
    Green,
    Mixed(Vec<Paint>),
    Code(u32),
    Other(Object),
}

#[derive(FromPy, ToPy, Debug, PartialEq)]
struct Pair(i64, String);

fn structs_are_read_from_whatever_has_such_fields(_: &Session) -> Outcome {
    let people: Vec<Person> = py!(toy_records.people())?;
    same!(
        people,
        [
            person("Ada", 36, Some("none")),
            person("Bob", 7, None),
            person("Eve", 1, None),
            person("Dan", 2, None)
        ]
    );
    same!(py!(builtins.tuple((1, "x"))).map(|pair: Pair| pair)?, Pair(1, "x".to_owned()));
    Ok(())
}

fn a_missing_field_is_an_error_that_names_it(_: &Session) -> Outcome {
    let none = py!(builtins.dict(years = 1)).map(|_: Person| ()).unwrap_err();
    same!(none.to_string(), "expected `a value`, found `nothing` at `$.name`");
    let raises = py!(toy_records.Bare()).map(|_: Person| ()).unwrap_err();
    holds!(raises.to_string().contains("no years"), "({raises})");
    let wrong = py!(builtins.list(vec![300])).map(|_: Vec<Person>| ()).unwrap_err();
    same!(wrong.to_string(), "expected `Person`, found `int` at `$[0]`");
    Ok(())
}

fn structs_and_enums_are_sent_as_plain_values(_: &Session) -> Outcome {
    let shown: String = py!(toy_records.seen(person("Ada", 36, None)))?;
    same!(shown, "{'name': 'Ada', 'years': 36, 'nickname': None, 'city': 'unknown'}");
    let shown: String = py!(toy_records.seen(Paint::Mixed(vec![Paint::Red, Paint::Code(7)])))?;
    same!(shown, "['RED', 7]");
    same!(py!(toy_records.seen(Pair(1, "x".to_owned()))).map(|text: String| text)?, "(1, 'x')");
    Ok(())
}

fn enums_are_read_from_members_names_and_alternatives(_: &Session) -> Outcome {
    same!(py!(toy_records.Colour.GREEN).map(|paint: Paint| paint)?, Paint::Green);
    same!(py!(builtins.str("RED")).map(|paint: Paint| paint)?, Paint::Red);
    let no_alternative = py!(builtins.list(("RED", ()))).map(|_: Paint| ()).unwrap_err();
    same!(no_alternative.to_string(), "expected `Paint`, found `list`");
    same!(
        py!(builtins.list(("RED", 5))).map(|paint: Paint| paint)?,
        Paint::Mixed(vec![Paint::Red, Paint::Code(5)])
    );
    let other: Paint = py!(toy_records.Bare())?;
    holds!(matches!(other, Paint::Other(_)), "({other:?})");
    Ok(())
}
