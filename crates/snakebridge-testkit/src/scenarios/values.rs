//! Values: nothing is lost or changed on the way, either way.

use super::{Outcome, gives, holds, same, scenarios};
use num_bigint::BigInt;
use snakebridge::{Call, Complex, Error, Object, Session, Value, py};
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
    a_wrong_target_type_names_the_place,
    results_become_rust_collections,
    large_lists_cross_both_ways,
}

fn identity(value: &Value) -> snakebridge::Result<Value> {
    Call::to("toy_values.identity").arg(value).get()
}

fn python_sees_the_exact_type_of_every_number(_: &Session) -> Outcome {
    let huge = BigInt::from(2).pow(100);
    let table: Vec<(Value, String)> = vec![
        (Value::from(0.0), "float:0.0".into()),
        (Value::from(-0.0), "float:-0.0".into()),
        (Value::from(1.0), "float:1.0".into()),
        (Value::from(-1.0), "float:-1.0".into()),
        (Value::from(true), "bool:True".into()),
        (Value::from(1), "int:1".into()),
        (Value::from(f64::NAN), "float:nan".into()),
        (Value::from(f64::INFINITY), "float:inf".into()),
        (Value::from(i64::MIN), format!("int:{}", i64::MIN)),
        (Value::from(huge.clone()), format!("int:{huge}")),
        (Value::None, "NoneType:None".into()),
        (Value::Bytes(vec![0, 255]), r"bytes:b'\x00\xff'".into()),
        (Value::ByteArray(vec![1]), r"bytearray:bytearray(b'\x01')".into()),
        (Value::Complex(Complex { re: 1.5, im: -0.0 }), "complex:(1.5-0j)".into()),
    ];
    for (value, expected) in table {
        same!(Call::to("toy_values.describe").arg(&value).get::<String>()?, expected);
    }
    Ok(())
}

fn samples() -> Vec<Value> {
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
    for int in [
        BigInt::from(10).pow(400),
        -BigInt::from(10).pow(400),
        BigInt::from(2).pow(63),
        BigInt::from(u64::MAX),
    ] {
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
    Ok(())
}

fn dicts_that_look_like_ours_are_data(_: &Session) -> Outcome {
    let pairs = |pairs: &[(&str, Value)]| {
        Value::Dict(pairs.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect())
    };
    let tricky = Value::List(vec![
        pairs(&[("__type__", Value::from("complex")), ("value", Value::from(1))]),
        pairs(&[("id", Value::from(1)), ("session_id", Value::from("s"))]),
        pairs(&[("type", Value::from("builtins.KeyError")), ("message", Value::from("no"))]),
        Value::Tuple(vec![Value::from("tuple"), Value::from(1)]),
        Value::Tuple(vec![Value::from(0), Value::from(1)]),
    ]);
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
    holds!(matches!(py!(toy_values.mutual())?, Value::Object(_)));
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
    let floats: Vec<f64> = (0..200_000).map(f64::from).collect();
    let back: Vec<f64> = py!(toy_values.identity(&floats))?;
    same!(back, floats);
    let words: Vec<String> = (0..50_000).map(|number| format!("word {}", number % 1000)).collect();
    let back: Vec<String> = py!(toy_values.identity(&words))?;
    same!(back, words);
    Ok(())
}
