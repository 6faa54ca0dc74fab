use super::*;
use crate::etf::{Reader, Term, Writer};
use proptest::prelude::*;
use snakebridge_core::{
    Array, BigInt, CallExpr, Complex, DType, Date, DateTime, Decimal, Delta, Expr, Fraction, Offset, Time,
    Uuid, Value, Zone,
};

/// Neither objects nor callbacks.
struct Nothing;

impl Names for Nothing {
    fn object(&mut self, session: u64, id: u64) -> Result<Object, Error> {
        Err(Error::SessionLost { reason: format!("there is no object {id} in session {session}") })
    }

    fn callback(&mut self, given: Given) -> Result<Callback, Error> {
        Err(Error::Usage(format!("no callback {} here", given.number)))
    }
}

impl Objects for Nothing {
    fn name(&mut self, _object: &Object) -> (u64, u64) {
        unreachable!("there are none")
    }
}

fn written(value: &Value, pairs: bool) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut objects = Nothing;
    let mut encoder = Encoder::new(Writer::begin(&mut bytes), &mut objects);
    encoder.set_pairs(pairs);
    encoder.value(value).unwrap();
    let mixed = encoder.is_mixed();
    (bytes, mixed)
}

fn read(bytes: &[u8]) -> Result<Value, Error> {
    let mut reader = Reader::begin(bytes).map_err(|error| Error::Usage(error.to_string()))?;
    let value = Decoder::new(&mut reader, &mut Nothing).value().map_err(Mistake::into_error)?;
    reader.end().map_err(|error| Error::Usage(error.to_string()))?;
    Ok(value)
}

fn zones() -> impl Strategy<Value = Zone> {
    prop_oneof![
        Just(Zone::Naive),
        (-86_399..=86_399_i32, 0..1_000_000_u32, prop::option::of("[A-Z]{0,4}"))
            .prop_map(|(seconds, micro, name)| Zone::Offset(Offset::new(seconds, micro, name).unwrap())),
        "[A-Z][a-z]{1,8}/[A-Z][a-z]{1,8}".prop_map(Zone::named),
    ]
}

fn dates() -> impl Strategy<Value = Date> {
    (1..=9999_i32, 1..=12_u32, 1..=28_u32).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn times() -> impl Strategy<Value = Time> {
    (0..24_u32, 0..60_u32, 0..60_u32, 0..1_000_000_u32, any::<bool>(), zones()).prop_map(
        |(hour, minute, second, micro, fold, zone)| {
            Time::new(hour, minute, second, micro).unwrap().with_fold(fold).with_zone(zone)
        },
    )
}

fn arrays() -> impl Strategy<Value = Array> {
    let dtypes = vec!["|b1", "<i2", ">i4", "<i8", "|u1", "<f4", ">f8", "<c16"];
    (prop::sample::select(dtypes), prop::collection::vec(0..4_usize, 0..4)).prop_map(|(dtype, shape)| {
        let dtype = DType::parse(dtype).unwrap();
        let length = shape.iter().product::<usize>() * dtype.size;
        Array::new(dtype, shape, (0..length).map(|at| (at % 2) as u8).collect()).unwrap()
    })
}

fn not_nan() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("it is equal to nothing", |float| !float.is_nan())
}

fn leaves() -> impl Strategy<Value = Value> {
    let big = (any::<bool>(), prop::collection::vec(any::<u8>(), 0..300)).prop_map(|(negative, bytes)| {
        let sign = if negative { num_bigint::Sign::Minus } else { num_bigint::Sign::Plus };
        BigInt::from_bytes_le(sign, &bytes)
    });
    let bytes = || prop::collection::vec(any::<u8>(), 0..40);
    prop_oneof![
        Just(Value::None),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        big.clone().prop_map(Value::from),
        not_nan().prop_map(Value::Float),
        (not_nan(), not_nan()).prop_map(|(re, im)| Value::Complex(Complex { re, im })),
        any::<String>().prop_map(Value::Str),
        bytes().prop_map(Value::Wtf8),
        bytes().prop_map(Value::Bytes),
        bytes().prop_map(Value::ByteArray),
        dates().prop_map(Value::Date),
        times().prop_map(|time| Value::Time(Box::new(time))),
        (dates(), times()).prop_map(|(date, time)| Value::DateTime(Box::new(DateTime::new(date, time)))),
        (-999_999_i64..999_999, 0..86_400_i64, 0..1_000_000_i64)
            .prop_map(|(days, seconds, micro)| Value::Delta(Delta::new(days, seconds, micro).unwrap())),
        "-?[0-9]{1,20}(\\.[0-9]{1,9})?(E[+-][1-9][0-9]?)?|NaN|-Infinity"
            .prop_map(|text| Value::Decimal(text.parse::<Decimal>().unwrap())),
        (big, 1..=1000_i64)
            .prop_map(|(up, down)| Value::Fraction(Box::new(Fraction::new(up, down).unwrap()))),
        any::<[u8; 16]>().prop_map(|bytes| Value::Uuid(Uuid::from_bytes(bytes))),
        arrays().prop_map(|array| Value::Array(Box::new(array))),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    leaves().prop_recursive(4, 40, 6, |inner| {
        let items = || prop::collection::vec(inner.clone(), 0..6);
        prop_oneof![
            items().prop_map(Value::List),
            items().prop_map(Value::Tuple),
            items().prop_map(Value::Set),
            items().prop_map(Value::FrozenSet),
            prop::collection::vec((inner.clone(), inner), 0..5).prop_map(Value::Dict),
        ]
    })
}

fn has_tuple(term: &Term) -> bool {
    match term {
        Term::Tuple(_) => true,
        Term::List(items) => items.iter().any(has_tuple),
        Term::Map(pairs) => pairs.iter().any(|(key, value)| has_tuple(key) || has_tuple(value)),
        _ => false,
    }
}

fn has_map(term: &Term) -> bool {
    match term {
        Term::Map(_) => true,
        Term::List(items) | Term::Tuple(items) => items.iter().any(has_map),
        _ => false,
    }
}

proptest! {
    #[test]
    fn values_round_trip(value in values(), pairs in any::<bool>()) {
        let (bytes, mixed) = written(&value, pairs);
        let term = Term::decode(&bytes).unwrap();
        prop_assert_eq!(mixed, has_tuple(&term));
        prop_assert!(!(pairs && has_map(&term)));
        prop_assert_eq!(read(&bytes).unwrap(), value);
    }

    #[test]
    fn keys_of_a_map_are_different_terms(value in values()) {
        fn check(term: &Term) -> bool {
            match term {
                Term::List(items) | Term::Tuple(items) => items.iter().all(check),
                Term::Map(pairs) => pairs.iter().all(|(key, value)| {
                    check(key) && check(value) && !matches!(key, Term::Tuple(parts) if parts[0].is_atom("float"))
                }),
                _ => true,
            }
        }
        prop_assert!(check(&Term::decode(&written(&value, false).0).unwrap()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        bytes.insert(0, 131);
        if let Ok(value) = read(&bytes) {
            drop(value);
        }
    }
}

#[test]
fn what_is_not_finite_has_a_tag() {
    for (float, name) in [(f64::NAN, "nan"), (f64::INFINITY, "infinity"), (f64::NEG_INFINITY, "neg_infinity")]
    {
        let (bytes, mixed) = written(&Value::Float(float), false);
        assert!(mixed);
        assert_eq!(Term::decode(&bytes).unwrap(), Term::tuple("float", [Term::atom(name)]));
        assert_eq!(format!("{:?}", read(&bytes).unwrap()), format!("{:?}", Value::Float(float)));
    }
}

#[test]
fn expressions_are_read_in_all_their_forms() {
    let path = Term::tuple("path", [Term::text("a.b")]);
    let attr = Term::tuple("attr", [path, Term::text("c")]);
    let item = Term::tuple("item", [attr, Term::from(1)]);
    let kwargs = Term::List(vec![Term::Tuple(vec![Term::text("k"), item.clone()])]);
    let call = Term::tuple("call", [item, Term::List(vec![Term::from(2)]), kwargs]);
    let Value::Expr(expr) = read(&call.encode()).unwrap() else { panic!("it is no value") };
    let Expr::Call(parts) = *expr else { panic!("it is a call") };
    let CallExpr { callee, args, kwargs } = &*parts;
    assert_eq!(callee.to_string(), "a.b.c[1]");
    assert_eq!(args, &[Expr::Value(2.into())]);
    assert_eq!((kwargs[0].0.as_ref(), kwargs[0].1.to_string()), ("k", "a.b.c[1]".to_owned()));
}

#[test]
fn the_place_of_a_mistake_is_named() {
    let refused = |term: Term| read(&term.encode()).unwrap_err().to_string();
    let inner = Term::Map(vec![(Term::text("key"), Term::atom("other"))]);
    let outer = Term::List(vec![Term::from(1), Term::tuple("tuple", [Term::List(vec![inner])])]);
    assert_eq!(refused(outer), "the atom `other`: send it as a binary, its text at `$[1][0][\"key\"]`");
    assert!(
        refused(Term::tuple("array", [Term::text("<f8"), Term::List(vec![Term::from(2)]), Term::text("x")]))
            .contains("1 bytes")
    );
    assert!(refused(Term::tuple("ref", [Term::from(1), Term::from(2)])).contains("no object 2 in session 1"));
    assert!(refused(Term::tuple("fraction", [Term::from(1), Term::from(0)])).contains("denominator"));
    assert!(refused(Term::tuple("offset", [])).contains("there is no such term"));
}
