use super::Describer;
use serde_json::{Value as Json, json};
use snakebridge::{Array, BigInt, Bridge, Complex, Value};

/// Describes what is here by value; nothing is asked of Python.
fn described(value: Value) -> Json {
    let session = Bridge::builder().build().unwrap().session();
    Describer::new(&session).value(value).unwrap()
}

#[test]
fn every_value_has_an_encoding() {
    let one = || vec![Value::Int(1)];
    let cases = [
        (Value::None, json!(null)),
        (Value::Bool(true), json!(true)),
        (Value::Int(-3), json!(-3)),
        (Value::Int(i64::MAX), json!({"t": "int", "v": "9223372036854775807"})),
        (Value::from(BigInt::from(u64::MAX)), json!({"t": "int", "v": "18446744073709551615"})),
        (Value::Float(1.0), json!({"t": "float", "v": "1.0"})),
        (Value::Complex(Complex { re: -0.0, im: 2.5 }), json!({"t": "complex", "re": "-0.0", "im": "2.5"})),
        (Value::from("x"), json!("x")),
        (Value::Wtf8(b"\xed\xa0\x80".to_vec()), json!({"t": "str", "cp": [0xd800]})),
        (Value::Bytes(b"a".to_vec()), json!({"t": "bytes", "v": "YQ=="})),
        (Value::ByteArray(b"a".to_vec()), json!({"t": "bytearray", "v": "YQ=="})),
        (Value::List(one()), json!([1])),
        (Value::Tuple(one()), json!({"t": "tuple", "v": [1]})),
        (Value::Set(one()), json!({"t": "set", "v": [1]})),
        (Value::FrozenSet(one()), json!({"t": "frozenset", "v": [1]})),
        (Value::Dict(vec![(Value::None, Value::Int(1))]), json!({"t": "dict", "v": [[null, 1]]})),
    ];
    for (value, encoded) in cases {
        assert_eq!(described(value.clone()), encoded, "{value:?}");
    }
}

#[test]
fn arrays_have_their_items_or_a_digest_of_them() {
    let small = Array::from_vec(vec![1, 2], vec![1_i32, 2]).unwrap();
    let encoded = json!({"t": "ndarray", "dtype": "int32", "shape": [1, 2], "data": [1, 2]});
    assert_eq!(described(small.into()), encoded);
    let large = Array::from_vec(vec![65], vec![0.5; 65]).unwrap();
    let encoded = described(large.into());
    // hashlib.sha256(json.dumps([{"t": "float", "v": "0.5"}] * 65, separators=(",", ":")).encode()).hexdigest()
    assert_eq!(encoded["sha256"], "0ec82b7a8ed7eabd685dbec1982d4307dd6cc72ac56aeaeef6297e94be1f6d53");
    assert!(encoded.get("data").is_none());
}
