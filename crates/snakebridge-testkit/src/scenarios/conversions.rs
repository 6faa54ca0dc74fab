//! Conversions that ask Python, and those of `serde`.

use super::{Outcome, holds, same, scenarios};
use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use snakebridge::{Error, FromPy, Object, Serde, Session, ToPy, Value, call, py};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

scenarios! {
    paths_are_read_from_whatever_is_path_like,
    what_is_no_path_is_an_error_with_the_place,
    paths_that_are_no_text_cross_both_ways,
    unsigned_ints_of_any_size_cross,
    typed_dicts_are_dicts,
    members_are_read_by_name_and_by_value,
    serde_sends_plain_values,
    serde_reads_what_it_sends,
    serde_reads_live_objects,
    serde_reads_members_by_name_and_by_value,
    serde_reads_standard_values_as_types_of_other_crates,
    serde_names_the_place_inside_live_objects,
}

fn paths_are_read_from_whatever_is_path_like(_: &Session) -> Outcome {
    let path: PathBuf = py!(pathlib.PurePosixPath("/tmp").joinpath("ä.txt"))?;
    same!(path, PathBuf::from("/tmp/ä.txt"));
    same!(py!(builtins.str("x")).map(|path: OsString| path)?, OsString::from("x"));
    let paths: Vec<PathBuf> = py!(toy_conversions.paths())?;
    let shown: Vec<_> = paths.iter().map(|path| path.as_os_str().as_encoded_bytes().to_vec()).collect();
    same!(shown, ["a/ä".as_bytes(), b"plain", b"text", b"odd/\xff", b"bytes"]);
    let found: BTreeMap<String, Option<PathBuf>> = py!(builtins.dict(a = call!(pathlib.Path("b")), c = ()))?;
    same!(found, BTreeMap::from([("a".to_owned(), Some("b".into())), ("c".to_owned(), None)]));
    Ok(())
}

fn what_is_no_path_is_an_error_with_the_place(_: &Session) -> Outcome {
    let number = py!(builtins.int(1)).map(|_: PathBuf| ()).unwrap_err();
    same!(number.to_string(), "expected `path`, found `int`");
    let object = py!(builtins.object()).map(|_: PathBuf| ()).unwrap_err();
    same!(object.to_string(), "expected `path`, found `builtins.object`");
    let mixed = py!(builtins.list((call!(pathlib.Path("a")), call!(builtins.object()))));
    let mixed = mixed.map(|_: Vec<PathBuf>| ()).unwrap_err();
    same!(mixed.to_string(), "expected `path`, found `builtins.object` at `$[1]`");
    let broken = py!(toy_conversions.Broken()).map(|_: OsString| ()).unwrap_err();
    holds!(broken.to_string().contains("no path today"), "({broken})");
    holds!(matches!(broken, Error::Conversion(_)));
    Ok(())
}

fn paths_that_are_no_text_cross_both_ways(_: &Session) -> Outcome {
    let odd: PathBuf = py!(toy_conversions.Odd())?;
    same!(py!(os.fsencode(&odd)).map(|bytes: Vec<u8>| bytes)?, b"odd/\xff");
    let back: PathBuf = py!(pathlib.PurePosixPath(odd.clone()))?;
    same!(back, odd);
    same!(py!(toy_conversions.described(OsStr::new("x"))).map(|shown: String| shown)?, "'x'");
    Ok(())
}

fn unsigned_ints_of_any_size_cross(_: &Session) -> Outcome {
    let huge = BigUint::from(2_u8).pow(200);
    same!(py!(builtins.pow(2, 200)).map(|int: BigUint| int)?, huge);
    same!(py!(builtins.abs(&huge)).map(|int: BigUint| int)?, huge);
    let negative = py!(builtins.int(-1)).map(|_: BigUint| ()).unwrap_err();
    same!(negative.to_string(), "expected `int that is not negative`, found `-1`");
    Ok(())
}

#[derive(FromPy, Deserialize, Debug, PartialEq)]
struct Movie {
    title: String,
    year: Option<u16>,
}

fn typed_dicts_are_dicts(_: &Session) -> Outcome {
    let expected = [("Brazil", Some(1985)), ("Alien", None)]
        .map(|(title, year)| Movie { title: title.to_owned(), year });
    same!(py!(toy_conversions.movies()).map(|movies: Vec<Movie>| movies)?, expected);
    same!(py!(toy_conversions.movies()).map(|Serde(movies): Serde<Vec<Movie>>| movies)?, expected);
    Ok(())
}

#[derive(FromPy, Serialize, Deserialize, Debug, PartialEq, Clone, Copy)]
enum Suit {
    #[serde(rename = "hearts")]
    #[py(rename = "hearts")]
    Hearts,
    #[serde(rename = "SPADES")]
    #[py(rename = "SPADES")]
    Spades,
}

#[derive(FromPy, Debug, PartialEq)]
enum Card {
    Number(u8),
    Name(String),
    Both((String, u8)),
}

#[derive(FromPy, Debug, PartialEq)]
enum Named {
    #[py(rename = "HEARTS")]
    Hearts,
    Other(i64),
    Kept(Object),
}

fn members_are_read_by_name_and_by_value(_: &Session) -> Outcome {
    same!(py!(toy_conversions.Suit.HEARTS).map(|suit: Suit| suit)?, Suit::Hearts);
    same!(py!(toy_conversions.Suit.SPADES).map(|suit: Suit| suit)?, Suit::Spades);
    let joker = py!(toy_conversions.Suit.JOKER).map(|_: Suit| ()).unwrap_err();
    same!(joker.to_string(), "expected `Suit`, found `toy_conversions.Suit`");
    let cards: Vec<Card> = py!(builtins.list(py!(toy_conversions.Suit)))?;
    same!(cards, [Card::Name("hearts".into()), Card::Number(4), Card::Both(("any".into(), 0))]);
    same!(py!(toy_conversions.Level.LOW).map(|card: Card| card)?, Card::Number(1));
    same!(py!(toy_conversions.Suit.HEARTS).map(|named: Named| named)?, Named::Hearts);
    let kept: Named = py!(toy_conversions.Suit.SPADES)?;
    holds!(matches!(kept, Named::Kept(_)), "({kept:?})");
    same!(py!(builtins.int(5)).map(|named: Named| named)?, Named::Other(5));
    Ok(())
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum Shape {
    Point,
    Circle(f64),
    Line(i64, i64),
    Named { name: String },
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct All {
    shapes: Vec<Shape>,
    wide: (u128, i128),
    keys: BTreeMap<(i64, bool), char>,
    nothing: (),
    maybe: Option<f32>,
}

fn everything() -> All {
    let shapes =
        vec![Shape::Point, Shape::Circle(1.0), Shape::Line(1, -1), Shape::Named { name: "ä".to_owned() }];
    let keys = BTreeMap::from([((1, true), 'x'), ((2, false), 'y')]);
    All { shapes, wide: (u128::MAX, i128::MIN), keys, nothing: (), maybe: Some(0.5) }
}

fn serde_sends_plain_values(_: &Session) -> Outcome {
    let shown: String = py!(toy_conversions.described(Serde(everything())))?;
    let wide = (u128::MAX, i128::MIN);
    same!(
        shown,
        format!(
            "{{'shapes': ['Point', {{'Circle': 1.0}}, {{'Line': (1, -1)}}, {{'Named': {{'name': 'ä'}}}}], \
             'wide': {wide:?}, 'keys': {{(1, True): 'x', (2, False): 'y'}}, 'nothing': None, 'maybe': 0.5}}"
        )
    );
    let uuid = uuid::Uuid::from_u128(7);
    let shown: String = py!(toy_conversions.described(Serde(vec![uuid])))?;
    same!(shown, format!("['{uuid}']"));
    Ok(())
}

fn serde_reads_what_it_sends(_: &Session) -> Outcome {
    let back: Serde<All> = py!(toy_values.identity(Serde(everything())))?;
    same!(back.0, everything());
    Ok(())
}

#[derive(Deserialize, Debug, PartialEq)]
struct Outer {
    inner: Inner,
    counts: BTreeMap<char, u64>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Inner {
    suit: Suit,
    when: chrono::DateTime<chrono::Utc>,
    more: Option<String>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Flat {
    left: i64,
    #[serde(flatten)]
    rest: BTreeMap<String, i64>,
}

fn serde_reads_live_objects(_: &Session) -> Outcome {
    let outer: Serde<Outer> = py!(toy_conversions.nested())?;
    let when = "2024-02-29T12:00:00Z".parse()?;
    let inner = Inner { suit: Suit::Hearts, when, more: None };
    same!(outer.0, Outer { inner, counts: BTreeMap::from([('a', 2), ('b', 1)]) });
    let flat: Serde<Flat> = py!(toy_conversions.Pair(1, 2))?;
    same!(flat.0, Flat { left: 1, rest: BTreeMap::from([("right".to_owned(), 2)]) });
    let map: Serde<BTreeMap<String, serde::de::IgnoredAny>> = py!(toy_conversions.nested())?;
    same!(map.0.into_keys().collect::<Vec<_>>(), ["counts", "inner"]);
    let missing = py!(toy_conversions.Pair(1, 2)).map(|_: Serde<Movie>| ()).unwrap_err();
    same!(missing.to_string(), "expected `a value`, found `nothing` at `$.title`");
    let opaque = py!(builtins.object()).map(|_: Serde<BTreeMap<String, i64>>| ()).unwrap_err();
    same!(opaque.to_string(), "expected `dict`, found `builtins.object`");
    Ok(())
}

fn serde_reads_members_by_name_and_by_value(_: &Session) -> Outcome {
    same!(py!(toy_conversions.Suit.HEARTS).map(|Serde(suit): Serde<Suit>| suit)?, Suit::Hearts);
    same!(py!(toy_conversions.Suit.SPADES).map(|Serde(suit): Serde<Suit>| suit)?, Suit::Spades);
    let joker = py!(toy_conversions.Suit.JOKER).map(|_: Serde<Suit>| ()).unwrap_err();
    same!(joker.to_string(), "expected `hearts or SPADES`, found `JOKER`");
    Ok(())
}

#[derive(Deserialize, Debug, PartialEq)]
struct Standard {
    day: chrono::NaiveDate,
    time: chrono::NaiveTime,
    local: chrono::NaiveDateTime,
    instant: chrono::DateTime<chrono::FixedOffset>,
    price: rust_decimal::Decimal,
    id: uuid::Uuid,
}

fn serde_reads_standard_values_as_types_of_other_crates(_: &Session) -> Outcome {
    let standard: Serde<Standard> = py!(toy_conversions.standard())?;
    let expected = Standard {
        day: "2024-02-29".parse()?,
        time: "01:02:03.000004".parse()?,
        local: "2024-02-29T01:02:03".parse()?,
        instant: "2024-02-29T01:00:00+01:00".parse()?,
        price: "1.10".parse()?,
        id: uuid::Uuid::from_u128(7),
    };
    same!(standard.0, expected);
    let lasting: Serde<jiff::SignedDuration> = py!(datetime.timedelta(1, 1, 500))?;
    same!(lasting.0, jiff::SignedDuration::new(86_401, 500_000));
    let berlin = call!(zoneinfo.ZoneInfo("Europe/Berlin"));
    let zoned: Serde<jiff::Zoned> = py!(datetime.datetime(2024, 2, 29, tzinfo = berlin))?;
    same!(zoned.0.to_string(), "2024-02-29T00:00:00+01:00[Europe/Berlin]");
    let texts: Serde<BTreeMap<String, String>> = py!(toy_conversions.standard())?;
    same!(texts.0["instant"], "2024-02-29T01:00:00+01:00");
    Ok(())
}

fn serde_names_the_place_inside_live_objects(_: &Session) -> Outcome {
    #[derive(Deserialize, Debug)]
    struct Wrong {
        #[expect(dead_code, reason = "it is read, and that is enough")]
        inner: BTreeMap<String, f64>,
    }
    let error = py!(builtins.list((call!(toy_conversions.nested()),))).map(|_: Serde<Vec<Wrong>>| ());
    let error = error.unwrap_err();
    same!(error.to_string(), r#"expected `float`, found `toy_conversions.Suit` at `$[0].inner["suit"]`"#);
    let sent: Value = Serde(vec![Some(1)]).into_value()?;
    same!(sent, Value::List(vec![1.into()]));
    Ok(())
}
