//! Values: nothing is lost or changed on the way, either way.

use super::dice::Dice;
use super::{Outcome, gives, holds, same, scenarios};
use num_bigint::BigInt;
use snakebridge::{Call, Complex, Error, Object, Session, Value, call, py};
use std::collections::{BTreeMap, BTreeSet};

scenarios! {
    python_sees_the_exact_type_of_every_number,
    builtins_round_trip_alone,
    builtins_round_trip_nested,
    ints_have_any_size_both_ways,
    nan_and_minus_zero_are_kept,
    strings_may_hold_nul_and_lone_surrogates,
    dicts_have_keys_of_any_kind,
    dicts_that_look_like_ours_are_data,
    what_is_no_exact_builtin_is_a_handle,
    an_opaque_leaf_does_not_hide_its_neighbours,
    the_same_object_twice_is_the_same_handle,
    shared_parts_arrive_in_each_place,
    cycles_come_back_as_a_handle,
    nesting_beyond_the_limit_is_an_error_or_one_handle,
    what_is_too_deep_is_released,
    arguments_may_be_nested_beyond_the_limit,
    enums_are_themselves_wherever_they_are,
    opaque_objects_are_keys_and_members_both_ways,
    sets_of_tuples_arrive,
    a_wrong_target_type_names_the_place,
    results_become_rust_collections,
    large_lists_cross_both_ways,
    trees_of_all_shapes_come_back_as_they_were,
}

fn identity(value: &Value) -> snakebridge::Result<Value> {
    Call::to("toy_values.identity").arg(value).get()
}

/// What Python has to see of numbers, and of what is easily taken for one.
pub(super) fn numbers() -> Vec<(Value, String)> {
    let huge = BigInt::from(2).pow(100);
    vec![
        (Value::from(0.0), "float:0.0".into()),
        (Value::from(-0.0), "float:-0.0".into()),
        (Value::from(1.0), "float:1.0".into()),
        (Value::from(-1.0), "float:-1.0".into()),
        (Value::from(true), "bool:True".into()),
        (Value::from(false), "bool:False".into()),
        (Value::from(1), "int:1".into()),
        (Value::from(0), "int:0".into()),
        (Value::from((1_i64 << 53) + 1), "int:9007199254740993".into()),
        (Value::from(1e300), "float:1e+300".into()),
        (Value::from(f64::NEG_INFINITY), "float:-inf".into()),
        (Value::from(f64::NAN), "float:nan".into()),
        (Value::from(f64::INFINITY), "float:inf".into()),
        (Value::from(i64::MIN), format!("int:{}", i64::MIN)),
        (Value::from(huge.clone()), format!("int:{huge}")),
        (Value::None, "NoneType:None".into()),
        (Value::Bytes(vec![0, 255]), r"bytes:b'\x00\xff'".into()),
        (Value::ByteArray(vec![1]), r"bytearray:bytearray(b'\x01')".into()),
        (Value::Complex(Complex { re: 1.5, im: -0.0 }), "complex:(1.5-0j)".into()),
    ]
}

fn python_sees_the_exact_type_of_every_number(_: &Session) -> Outcome {
    for (value, expected) in numbers() {
        same!(Call::to("toy_values.describe").arg(&value).get::<String>()?, expected);
    }
    Ok(())
}

pub(super) fn samples() -> Vec<Value> {
    let text = |text: &str| Value::from(text);
    vec![
        Value::None,
        Value::from(true),
        Value::from(false),
        Value::from(0),
        Value::from(-1),
        Value::from(255),
        Value::from(65_536),
        Value::from((1_i64 << 53) + 1),
        Value::from(i64::MAX),
        Value::from(i64::MIN),
        Value::from(1.0),
        Value::from(0.1),
        Value::from(f64::MIN_POSITIVE / 2.0),
        text(""),
        text("grüße, 日本, \u{1F40D}"),
        text(&"long".repeat(20_000)),
        Value::Bytes(vec![]),
        Value::Bytes((0..=255).collect()),
        Value::ByteArray(vec![7; 70_000]),
        Value::Complex(Complex { re: 0.5, im: 2.0 }),
        Value::List(vec![]),
        Value::Tuple(vec![]),
        Value::Tuple(vec![Value::from(1), Value::from(1.0), Value::from(true), text("x"), Value::None]),
        Value::Set(vec![Value::from(3)]),
        Value::FrozenSet(vec![Value::Tuple(vec![Value::from(1), text("a")])]),
        Value::FrozenSet(vec![Value::Tuple(vec![])]),
        Value::Set(vec![Value::Tuple(vec![Value::from(2.0), Value::None])]),
        Value::Dict(vec![]),
    ]
}

fn builtins_round_trip_alone(_: &Session) -> Outcome {
    for value in samples() {
        same!(identity(&value)?, value);
    }
    Ok(())
}

fn builtins_round_trip_nested(_: &Session) -> Outcome {
    let list = Value::List(samples());
    same!(identity(&list)?, list);
    let tuple = Value::Tuple(vec![list.clone(), Value::Tuple(vec![list])]);
    same!(identity(&tuple)?, tuple);
    let dict = Value::Dict(vec![(Value::from("all"), tuple), (Value::from("none"), Value::None)]);
    same!(identity(&dict)?, dict);
    Ok(())
}

fn ints_have_any_size_both_ways(_: &Session) -> Outcome {
    gives!(py!(toy_values.big(64)), Value::from(BigInt::from(2).pow(64)));
    gives!(py!(builtins.len(vec![1, 2, 3])), Value::from(3));
    gives!(py!(operator.add(1_i64 << 53, 1)), Value::from((1_i64 << 53) + 1));
    gives!(py!(builtins.pow(10, 40)), Value::from(BigInt::from(10).pow(40)));
    gives!(
        py!(builtins.list((call!(builtins.pow(2, 64)),))),
        Value::List(vec![BigInt::from(2).pow(64).into()])
    );
    for int in [
        BigInt::from(10).pow(400),
        -BigInt::from(10).pow(400),
        BigInt::from(2).pow(63),
        BigInt::from(u64::MAX),
    ] {
        same!(identity(&int.clone().into())?, Value::from(int.clone()));
        let nested = Value::List(vec![Value::from(int)]);
        same!(identity(&nested)?, nested);
    }
    Ok(())
}

fn nan_and_minus_zero_are_kept(_: &Session) -> Outcome {
    let zero: f64 = py!(toy_values.identity(-0.0))?;
    holds!(zero == 0.0 && zero.is_sign_negative());
    let items: Vec<f64> = py!(toy_values.identity(vec![f64::NAN, f64::NEG_INFINITY]))?;
    holds!(items[0].is_nan() && items[1] == f64::NEG_INFINITY);
    Ok(())
}

fn strings_may_hold_nul_and_lone_surrogates(_: &Session) -> Outcome {
    let nul = Value::from("a\0b");
    same!(identity(&nul)?, nul);
    let lone: Value = py!(builtins.chr(0xd800))?;
    same!(lone, Value::Wtf8(vec![0xed, 0xa0, 0x80]));
    gives!(py!(builtins.len(&lone)), Value::from(1));
    let dict = Value::Dict(vec![(lone.clone(), Value::List(vec![lone]))]);
    same!(identity(&dict)?, dict);
    let halves: Vec<Value> = py!(toy_values.lone_surrogates())?;
    let points = [vec![0xd800], vec![0xdfff], vec![0x61, 0, 0xdc80, 0x62], vec![0xd83d, 0xdc0d]];
    for (half, points) in halves.iter().zip(points) {
        same!(py!(toy_values.code_points(half)).map(|seen: Vec<u32>| seen)?, points);
        same!(identity(half)?, *half);
    }
    holds!(py!(toy_values.lone_surrogates()).map(|_: Vec<String>| ()).is_err());
    Ok(())
}

fn dicts_have_keys_of_any_kind(_: &Session) -> Outcome {
    let dict = Value::Dict(vec![
        (Value::None, Value::from("none")),
        (Value::from(true), Value::from("true")),
        (Value::from(7), Value::from("int")),
        (Value::from(2.5), Value::from("float")),
        (Value::Tuple(vec![Value::from(1), Value::from("x")]), Value::from("tuple")),
        (Value::FrozenSet(vec![Value::from(1)]), Value::from("frozenset")),
        (Value::Bytes(vec![1]), Value::from("bytes")),
    ]);
    same!(identity(&dict)?, dict);
    let types: Vec<String> = py!(toy_values.types_of_keys(&dict))?;
    same!(types, ["NoneType", "bool", "int", "float", "tuple", "frozenset", "bytes"]);
    Ok(())
}

/// Values that other bridges take for their own marks.
pub(super) fn lookalikes() -> Vec<Value> {
    let pairs = |pairs: &[(&str, Value)]| {
        Value::Dict(pairs.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect())
    };
    vec![
        pairs(&[("__type__", Value::from("complex")), ("value", Value::from(1))]),
        pairs(&[("id", Value::from(1)), ("session_id", Value::from("s"))]),
        pairs(&[("type", Value::from("builtins.KeyError")), ("message", Value::from("no"))]),
        Value::Tuple(vec![Value::from("tuple"), Value::from(1)]),
        Value::Tuple(vec![Value::from(0), Value::from(1)]),
        pairs(&[("is_final", Value::from(true)), ("data", Value::None)]),
        Value::from("None"),
        Value::from("123"),
    ]
}

fn dicts_that_look_like_ours_are_data(_: &Session) -> Outcome {
    for tricky in lookalikes() {
        same!(identity(&tricky)?, tricky);
    }
    let tricky = Value::List(lookalikes());
    same!(identity(&tricky)?, tricky);
    Ok(())
}

fn what_is_no_exact_builtin_is_a_handle(_: &Session) -> Outcome {
    let special: BTreeMap<String, Value> = py!(toy_values.SPECIAL)?;
    holds!(special.len() > 10);
    for (name, value) in special {
        holds!(matches!(value, Value::Object(_)), "({name} is {value:?})");
    }
    let kind: Object = py!(toy_values.Colour.RED)?;
    same!(kind.type_name(), "toy_values.Colour");
    Ok(())
}

fn an_opaque_leaf_does_not_hide_its_neighbours(_: &Session) -> Outcome {
    let items: Vec<Value> = py!(toy_values.with_neighbours())?;
    same!(items[0], Value::from(1));
    same!(items[2], Value::from("text"));
    holds!(matches!(items[1], Value::Object(_)));
    let inside = items[3].key("key").ok_or("the key is gone")?;
    same!(*inside, items[1]);
    let as_key: Value = py!(toy_values.opaque_as_key())?;
    same!(as_key.key("plain"), Some(&Value::from(2)));
    let in_set: Value = py!(toy_values.opaque_in_set())?;
    holds!(matches!(in_set, Value::Set(items) if matches!(items[..], [Value::Object(_)])));
    Ok(())
}

fn the_same_object_twice_is_the_same_handle(_: &Session) -> Outcome {
    let first: Object = py!(toy_values.OPAQUE)?;
    let second: Object = py!(toy_values.OPAQUE)?;
    same!(first, second);
    let both: (Object, Object) = py!(builtins.tuple(vec![&first, &second]))?;
    same!(both.0, both.1);
    drop((first, both));
    same!(second.attr("__class__").attr("__name__").get::<String>()?, "Opaque");
    Ok(())
}

fn shared_parts_arrive_in_each_place(_: &Session) -> Outcome {
    let part: Object = py!(builtins.list((1, 2)))?;
    let both: Value = py!(toy_values.identity((&part, &part, "x", "x")))?;
    let list = Value::List(vec![Value::from(1), Value::from(2)]);
    same!(both, Value::Tuple(vec![list.clone(), list, "x".into(), "x".into()]));
    Ok(())
}

fn cycles_come_back_as_a_handle(_: &Session) -> Outcome {
    let cycle: Value = py!(toy_values.cycle())?;
    let Value::Object(object) = cycle else { return Err(format!("{cycle:?}").into()) };
    gives!(py!({ object }[0]), Value::from(1));
    let Value::Object(left) = py!(toy_values.mutual())? else { return Err("it came as a value".into()) };
    let round: Object = left.item("right").item("left").get()?;
    same!(round, left);
    Ok(())
}

fn nesting_beyond_the_limit_is_an_error_or_one_handle(_: &Session) -> Outcome {
    match py!(toy_values.nested(100_000)) {
        Ok(Value::Object(_)) | Err(Error::Python(_) | Error::Usage(_) | Error::Conversion(_)) => {}
        other => return Err(format!("{other:?}").into()),
    }
    gives!(py!(math.sqrt(4.0)), Value::from(2.0));
    Ok(())
}

fn what_is_too_deep_is_released(_: &Session) -> Outcome {
    let alive = || py!(toy_calls.Counter.alive).map(|alive: i64| alive);
    let before = alive()?;
    let deep = Call::to("toy_values.nested_counters").arg(20_000).arg(Call::path("toy_calls.Counter"));
    match deep.get::<Value>() {
        Ok(Value::Object(_)) | Err(Error::Python(_) | Error::Usage(_) | Error::Conversion(_)) => {}
        other => return Err(format!("{:?}", other.map(drop)).into()),
    }
    same!(alive()?, before);
    Ok(())
}

fn arguments_may_be_nested_beyond_the_limit(_: &Session) -> Outcome {
    let deep = (0..1_500).fold(Value::List(vec![]), |inner, _| Value::List(vec![inner]));
    match py!(toy_values.depth_of(&deep)) {
        Ok::<Value, _>(depth) => same!(depth, Value::from(1_500)),
        Err(Error::Usage(_) | Error::Conversion(_) | Error::Python(_)) => {}
        other => return Err(format!("{other:?}").into()),
    }
    gives!(py!(math.sqrt(4.0)), Value::from(2.0));
    Ok(())
}

fn enums_are_themselves_wherever_they_are(_: &Session) -> Outcome {
    let (red, dark, low, mapped, members): (Object, Object, Object, Value, Value) = py!(toy_values.enums())?;
    let is = |left: &Object, path: &'static str| {
        Call::to("operator.is_").arg(left).arg(Call::path(path)).get::<bool>()
    };
    holds!(is(&red, "toy_values.Colour.RED")? && is(&dark, "toy_values.Shade.DARK")?);
    holds!(is(&low, "toy_values.Level.LOW")?);
    let types: Vec<String> = py!(toy_values.types_inside(vec![&red, &dark, &low]))?;
    same!(types, ["Colour", "Shade", "Level"]);
    same!(mapped, Value::Dict(vec![(Value::from(dark.clone()), Value::from(low.clone()))]));
    same!(members, Value::Set(vec![Value::from(low.clone())]));
    same!((dark.attr("value").get::<String>()?, low.attr("value").get::<i64>()?), ("dark".to_owned(), 1));
    Ok(())
}

fn opaque_objects_are_keys_and_members_both_ways(_: &Session) -> Outcome {
    let opaque: Object = py!(builtins.object())?;
    let keyed = Value::Dict(vec![(Value::from(opaque.clone()), Value::from(1))]);
    gives!(py!(toy_values.lookup(&keyed, &opaque)), Value::from(1));
    same!(identity(&keyed)?, keyed);
    let within = Value::Dict(vec![(Value::Tuple(vec![Value::from(opaque.clone()), 1.into()]), Value::None)]);
    same!(identity(&within)?, within);
    for set in
        [Value::Set(vec![Value::from(opaque.clone())]), Value::FrozenSet(vec![Value::from(opaque.clone())])]
    {
        holds!(py!(operator.contains(&set, &opaque)).map(|within: bool| within)?);
        same!(identity(&set)?, set);
    }
    Ok(())
}

fn sets_of_tuples_arrive(_: &Session) -> Outcome {
    let (set, frozen): (Value, Value) = py!(toy_values.sets_of_tuples())?;
    let tuple = |items: &[Value]| Value::Tuple(items.to_vec());
    let (one, two) = (tuple(&[1.into(), "a".into()]), tuple(&[2.0.into(), Value::None]));
    let Value::Set(items) = set else { return Err(format!("{set:?}").into()) };
    holds!(items.len() == 2 && items.contains(&one) && items.contains(&two), "({items:?})");
    same!(frozen, Value::FrozenSet(vec![tuple(&[tuple(&[]), tuple(&[Value::Bytes(b"x".to_vec())])])]));
    Ok(())
}

fn a_wrong_target_type_names_the_place(_: &Session) -> Outcome {
    let wrong = |result: snakebridge::Result<()>| match result {
        Err(Error::Conversion(error)) => error.to_string(),
        other => format!("{other:?}"),
    };
    let float = py!(toy_values.identity(1.0)).map(|_: i64| ());
    same!(wrong(float), "expected `int`, found `float`");
    let truth = py!(toy_values.identity(true)).map(|_: i64| ());
    same!(wrong(truth), "expected `int`, found `bool`");
    let deep = py!(toy_values.identity((1, (2, "x")))).map(|_: (i64, (i64, i64))| ());
    same!(wrong(deep), "expected `int`, found `str` at `$[1][1]`");
    let small = py!(toy_values.identity(256)).map(|_: u8| ());
    same!(wrong(small), "expected `int that fits u8`, found `256`");
    same!(py!(toy_values.identity(3)).map(|float: f64| float)?, 3.0);
    Ok(())
}

fn results_become_rust_collections(_: &Session) -> Outcome {
    let counts: BTreeMap<String, i64> = py!(builtins.dict(a = 1, b = 2))?;
    same!(counts, BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]));
    let letters: BTreeSet<char> = py!(builtins.set("abca"))?;
    same!(letters, BTreeSet::from(['a', 'b', 'c']));
    let (maybe, never): (Option<String>, Option<i64>) = py!(builtins.tuple(vec![Some("x"), None]))?;
    same!((maybe.as_deref(), never), (Some("x"), None));
    let bytes: Vec<u8> = py!(hashlib.sha256(b"data").digest())?;
    same!(bytes.len(), 32);
    Ok(())
}

fn large_lists_cross_both_ways(_: &Session) -> Outcome {
    let floats: Vec<f64> = (0..1_000_000).map(f64::from).collect();
    let back: Vec<f64> = py!(toy_values.identity(&floats))?;
    same!(back, floats);
    let words: Vec<String> = (0..50_000).map(|number| format!("word {}", number % 1000)).collect();
    let back: Vec<String> = py!(toy_values.identity(&words))?;
    same!(back, words);
    Ok(())
}

/// What an engine reads and makes by itself, and what its adapter does, come to the same, whatever is beside what.
fn trees_of_all_shapes_come_back_as_they_were(_: &Session) -> Outcome {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for depth in [1, 2, 3, 5, 10] {
        for _ in 0..60 {
            let tree = dice.tree(depth);
            same!(identity(&tree)?, tree);
        }
    }
    Ok(())
}
