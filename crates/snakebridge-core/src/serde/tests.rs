use super::*;
use crate::{Array, BigInt, Complex, Date, DateTime, Decimal, Delta, Fraction, Time, Uuid, Zone};
use ::serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Person {
    name: String,
    #[serde(rename = "years")]
    age: u8,
    nickname: Option<String>,
    #[serde(default)]
    tags: BTreeSet<char>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum Shape {
    Point,
    Circle(f64),
    Line(i64, i64),
    Named { name: String },
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Metres(f32);

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Nothing;

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Whole {
    #[serde(flatten)]
    person: Person,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Tagged {
    One { size: u64 },
    Two(Person),
}

/// Bytes as serde knows them.
#[derive(Debug, PartialEq, Clone)]
struct Raw(Vec<u8>);

impl Serialize for Raw {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Bytes;
        impl ::serde::de::Visitor<'_> for Bytes {
            type Value = Raw;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> std::result::Result<Raw, E> {
                Ok(Raw(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Bytes)
    }
}

fn ada() -> Person {
    Person { name: "Ada".into(), age: 36, nickname: None, tags: BTreeSet::from(['x']) }
}

fn read<T: DeserializeOwned>(value: impl Into<Value>) -> std::result::Result<T, String> {
    Serde::from_value(value.into()).map(|Serde(read)| read).map_err(|error| error.to_string())
}

fn sent<T: Serialize>(value: T) -> Value {
    Serde(value).into_value().unwrap()
}

fn shown(value: Value) -> String {
    crate::Expr::Value(value).to_string()
}

/// What is sent, and that it is read as what it was.
fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + Debug + Clone>(value: T, expected: &str) {
    let sent = sent(&value);
    assert_eq!(shown(sent.clone()), expected);
    assert_eq!(read(sent), Ok(value));
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Dict(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

#[test]
fn values_of_all_sorts_cross() {
    there_and_back((), "None");
    there_and_back(Nothing, "None");
    there_and_back(true, "True");
    there_and_back((i8::MIN, u64::MAX), "(-128, 18446744073709551615)");
    there_and_back((i128::MIN, u128::MAX), &format!("({}, {})", i128::MIN, u128::MAX));
    there_and_back((0.5_f32, -0.0, 'ä', String::from("x")), r#"(0.5, -0.0, "ä", "x")"#);
    there_and_back(Metres(1.5), "1.5");
    there_and_back(vec![Some(1), None], "[1, None]");
    there_and_back([1, 2], "(1, 2)");
    there_and_back(BTreeMap::from([((1, false), vec!["x".to_owned()])]), r#"{(1, False): ["x"]}"#);
    there_and_back(BTreeMap::from([(Some(1), 'a'), (None, 'b')]), r#"{None: "b", 1: "a"}"#);
    there_and_back(Raw(vec![0, 255]), "<bytes of 2 bytes>");
    there_and_back(std::time::Duration::from_millis(1500), r#"{"secs": 1, "nanos": 500000000}"#);
}

#[test]
fn structs_are_dicts() {
    there_and_back(ada(), r#"{"name": "Ada", "years": 36, "nickname": None, "tags": ["x"]}"#);
    let rest = BTreeMap::from([("extra".to_owned(), serde_json::json!([1, {"a": null}]))]);
    there_and_back(
        Whole { person: ada(), rest },
        r#"{"name": "Ada", "years": 36, "nickname": None, "tags": ["x"], "extra": [1, {"a": None}]}"#,
    );
    let least = dict([("name", "Ada".into()), ("years", 36.into()), ("more", Value::Bytes(vec![]))]);
    assert_eq!(read(least), Ok(Person { tags: BTreeSet::new(), ..ada() }));
    let set = Value::FrozenSet(vec!["x".into()]);
    let odd = Value::Dict(vec![
        (0.into(), "no name".into()),
        ("name".into(), "Ada".into()),
        ("years".into(), 36.into()),
        ("tags".into(), set),
    ]);
    assert_eq!(read(odd), Ok(ada()));
}

#[test]
fn enums_are_tagged_as_everywhere() {
    there_and_back(Shape::Point, r#""Point""#);
    there_and_back(Shape::Circle(1.0), r#"{"Circle": 1.0}"#);
    there_and_back(Shape::Line(1, 2), r#"{"Line": (1, 2)}"#);
    there_and_back(Shape::Named { name: "n".into() }, r#"{"Named": {"name": "n"}}"#);
    there_and_back(Tagged::One { size: u64::MAX }, r#"{"type": "one", "size": 18446744073709551615}"#);
    there_and_back(
        Tagged::Two(ada()),
        r#"{"type": "two", "name": "Ada", "years": 36, "nickname": None, "tags": ["x"]}"#,
    );
    assert_eq!(read(dict([("Point", Value::None)])), Ok(Shape::Point));
    let wrong = |value: Value| read::<Shape>(value).unwrap_err();
    assert_eq!(wrong("Dot".into()), "expected `Point, Circle, Line or Named`, found `Dot`");
    assert_eq!(wrong(1.into()), "expected `Shape`, found `int`");
    assert_eq!(wrong("Circle".into()), r#"expected `dict of 1 item, "Circle"`, found `str`"#);
    assert_eq!(wrong(Value::Dict(vec![])), "expected `Shape, as dict of 1 item`, found `dict of 0`");
    assert_eq!(wrong(dict([("Circle", "wide".into())])), r#"expected `float`, found `str` at `$["Circle"]`"#);
    assert_eq!(
        wrong(dict([("Line", Value::Tuple(vec![1.into()]))])),
        r#"expected `tuple of 2 items`, found `tuple of 1` at `$["Line"]`"#
    );
    assert_eq!(wrong(dict([("Point", 1.into())])), r#"expected `None`, found `int` at `$["Point"]`"#);
}

#[test]
fn numbers_are_read_as_strictly_as_without_serde() {
    assert_eq!(read::<i64>(1.0), Err("expected `int`, found `float`".into()));
    assert_eq!(read::<i64>(true), Err("expected `int`, found `bool`".into()));
    assert_eq!(read::<bool>(1), Err("expected `bool`, found `int`".into()));
    assert_eq!(read::<u8>(256), Err("expected `int that fits u8`, found `256`".into()));
    assert_eq!(read::<f64>(3), Ok(3.0));
    let odd = (1_i64 << 53) + 1;
    assert_eq!(read::<f64>(odd), Err(format!("expected `int that f64 holds exactly`, found `{odd}`")));
    assert_eq!(read::<f32>(0.1), Err("expected `float that f32 holds exactly`, found `0.1`".into()));
    assert!(read::<String>(1).is_err() && read::<f64>("1").is_err() && read::<()>(0).is_err());
    let huge = Value::from(BigInt::from(2).pow(200));
    assert!(read::<u128>(huge.clone()).is_err() && read::<serde_json::Value>(huge).is_err());
}

#[test]
fn sequences_are_read_from_all_that_has_items() {
    let array = Array::from_vec(vec![2, 2], vec![1_i64, 2, 3, 4]).unwrap();
    assert_eq!(read::<Vec<(i64, i64)>>(array), Ok(vec![(1, 2), (3, 4)]));
    assert_eq!(read::<Vec<u8>>(Value::Bytes(vec![1, 2])), Ok(vec![1, 2]));
    assert_eq!(read::<Raw>(Value::List(vec![1.into(), 2.into()])), Ok(Raw(vec![1, 2])));
    assert_eq!(read::<BTreeSet<i64>>(Value::Set(vec![2.into(), 1.into()])), Ok(BTreeSet::from([1, 2])));
    assert_eq!(read::<(f64, f64)>(Complex { re: 1.0, im: 2.0 }), Ok((1.0, 2.0)));
    assert_eq!(
        read::<(i64, i64)>(Value::Set(vec![1.into(), 2.into()])),
        Err("expected `tuple`, found `set`".into())
    );
    assert_eq!(
        read::<(i64, i64)>(Value::List(vec![1.into()])),
        Err("expected `tuple of 2 items`, found `tuple of 1`".into())
    );
    assert!(read::<Vec<String>>("text").is_err());
}

#[test]
fn errors_name_the_place() {
    let people = |age: Value| {
        let person = dict([("name", "Ada".into()), ("years", age)]);
        dict([("all", Value::List(vec![Value::Tuple(vec![person])]))])
    };
    let read = |value| read::<BTreeMap<String, Vec<(Person,)>>>(value).unwrap_err();
    let at = r#"`$["all"][0][0].years`"#;
    assert_eq!(read(people("old".into())), format!("expected `int`, found `str` at {at}"));
    assert_eq!(read(people(300.into())), format!("expected `int that fits u8`, found `300` at {at}"));
    let nameless = dict([("all", Value::List(vec![Value::Tuple(vec![dict([])])]))]);
    assert_eq!(read(nameless), r#"expected `a value`, found `nothing` at `$["all"][0][0].name`"#);
    let failing = [BTreeMap::from([("key", Fails)])];
    let error = Serde(failing).into_value().unwrap_err().to_string();
    assert_eq!(error, r#"expected `value that can be sent`, found `never` at `$[0]["key"]`"#);
}

struct Fails;

impl Serialize for Fails {
    fn serialize<S: ::serde::Serializer>(&self, _serializer: S) -> std::result::Result<S::Ok, S::Error> {
        Err(::serde::ser::Error::custom("never"))
    }
}

#[test]
fn standard_values_are_their_usual_strings() {
    let date = Date::new(2024, 2, 29).unwrap();
    let time = Time::new(1, 2, 3, 4).unwrap();
    let text = |value: Value| read::<String>(value).unwrap();
    assert_eq!(text(date.into()), "2024-02-29");
    assert_eq!(text(time.clone().into()), "01:02:03.000004");
    let aware = DateTime::new(date, time.with_zone(Zone::utc()));
    assert_eq!(text(aware.into()), "2024-02-29T01:02:03.000004+00:00");
    let delta = |days, microseconds| text(Delta::new(days, 0, microseconds).unwrap().into());
    assert_eq!([delta(0, 0), delta(1, 1_500_000), delta(0, -1)], ["PT0S", "PT86401.5S", "-PT0.000001S"]);
    assert_eq!(text("1.10".parse::<Decimal>().unwrap().into()), "1.10");
    assert_eq!(text(Fraction::new(1, 3).unwrap().into()), "1/3");
    assert_eq!(text(Uuid::from_bytes([0x12; 16]).into()), "12121212-1212-1212-1212-121212121212");
    assert_eq!(read::<serde_json::Value>(date), Ok(serde_json::json!("2024-02-29")));
    let folded = |zone: Zone| Time::MIDNIGHT.with_fold(true).with_zone(zone);
    assert_eq!(text(folded(Zone::utc()).into()), "00:00:00+00:00");
    for zone in [Zone::Naive, Zone::named("Europe/Berlin")] {
        let error = read::<String>(DateTime::new(date, folded(zone))).unwrap_err();
        assert!(error.starts_with("expected `time without fold`"), "{error}");
    }
    assert!(read::<String>(Value::Wtf8(vec![0xed, 0xa0, 0x80])).is_err());
}

#[test]
fn a_missing_field_is_none_where_serde_says_so() {
    assert_eq!(Serde::<Option<i64>>::missing(), Some(Serde(None)));
    assert_eq!(Serde::<i64>::missing(), None);
}
