//! Arbitrary values, and when two are the same.

use crate::standard;
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use snakebridge_core::{Array, BigInt, Complex, DType, Value};

/// Any value but an object or an expression.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::List),
            vec(inner.clone(), 0..6).prop_map(Value::Tuple),
            vec(inner.clone(), 0..6).prop_map(Value::Set),
            vec(inner.clone(), 0..6).prop_map(Value::FrozenSet),
            vec((inner.clone(), inner), 0..6).prop_map(Value::Dict),
        ]
    })
}

/// Values that Python can hold as well: what is hashed can be, and no two keys are equal.
pub(crate) fn pythonic() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 60, 8, |inner| {
        let keyed = vec(inner.clone(), 0..6)
            .prop_flat_map(|values| (keys(values.len()), Just(values)))
            .prop_map(|(keys, values)| Value::Dict(keys.into_iter().zip(values).collect()));
        prop_oneof![
            3 => vec(inner.clone(), 0..8).prop_map(Value::List),
            3 => vec(inner, 0..6).prop_map(Value::Tuple),
            1 => (0_usize..5).prop_flat_map(keys).prop_map(Value::Set),
            1 => (0_usize..5).prop_flat_map(keys).prop_map(Value::FrozenSet),
            2 => keyed,
        ]
    })
}

/// Distinct hashable values; the number in front tells them apart.
fn keys(count: usize) -> impl Strategy<Value = Vec<Value>> {
    let hashable = prop_oneof![
        "[a-z]{0,3}".prop_map(Value::Str),
        any::<bool>().prop_map(Value::Bool),
        vec(any::<u8>(), 0..4).prop_map(Value::Bytes),
        standard::hashable(),
    ];
    vec(hashable, count).prop_map(|parts| {
        let number = |(index, part)| Value::Tuple(vec![Value::Int(index as i64), part]);
        parts.into_iter().enumerate().map(number).collect()
    })
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::None),
        any::<bool>().prop_map(Value::Bool),
        int(),
        vec(any::<u8>(), 9..40).prop_map(|bytes| BigInt::from_signed_bytes_le(&bytes).into()),
        any::<u64>().prop_map(|bits| Value::Float(f64::from_bits(bits))),
        (any::<u64>(), any::<u64>())
            .prop_map(|(re, im)| Value::Complex(Complex { re: f64::from_bits(re), im: f64::from_bits(im) })),
        ".{0,20}".prop_map(Value::Str),
        "[a-z]{250,260}".prop_map(Value::Str),
        (".{0,5}", 0xa0_u8..=0xbf, 0x80_u8..=0xbf, ".{0,5}").prop_map(surrogate),
        vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
        vec(any::<u8>(), 0..20).prop_map(Value::ByteArray),
        array(),
        standard::value(),
    ]
}

fn int() -> impl Strategy<Value = Value> {
    let near_a_power = (0_u32..64, -2_i64..=2, any::<bool>()).prop_map(|(power, off, negative)| {
        let int = (1_i64 << power).wrapping_add(off);
        Value::Int(if negative { int.wrapping_neg() } else { int })
    });
    prop_oneof![near_a_power, any::<i64>().prop_map(Value::Int)]
}

fn surrogate((before, middle, last, after): (String, u8, u8, String)) -> Value {
    Value::Wtf8([before.as_bytes(), &[0xed, middle, last], after.as_bytes()].concat())
}

fn array() -> impl Strategy<Value = Value> {
    let dtypes = ["|b1", "|i1", "<i2", ">i4", "<u8", "<f2", "<f4", ">f8", "<c16"]
        .map(|text| DType::parse(text).unwrap());
    (prop::sample::select(dtypes.to_vec()), vec(0_usize..4, 0..5)).prop_flat_map(|(dtype, shape)| {
        let size = shape.iter().product::<usize>() * dtype.size;
        vec(any::<u8>(), size).prop_map(move |data| {
            Value::from(Array::new(dtype, shape.clone(), Bytes::from(data)).expect("the size fits"))
        })
    })
}

/// Whether two values are the same, floats by their bits and sets in any order.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    let all = |left: &[Value], right: &[Value]| {
        left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
    };
    match (left, right) {
        (Value::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits(),
        (Value::Complex(left), Value::Complex(right)) => {
            left.re.to_bits() == right.re.to_bits() && left.im.to_bits() == right.im.to_bits()
        }
        (Value::List(left), Value::List(right)) | (Value::Tuple(left), Value::Tuple(right)) => {
            all(left, right)
        }
        (Value::Set(left), Value::Set(right)) | (Value::FrozenSet(left), Value::FrozenSet(right)) => {
            left.len() == right.len() && left.iter().all(|item| right.iter().any(|other| same(item, other)))
        }
        (Value::Dict(left), Value::Dict(right)) => {
            let pairs = left.iter().zip(right);
            left.len() == right.len()
                && pairs.into_iter().all(|(left, right)| same(&left.0, &right.0) && same(&left.1, &right.1))
        }
        _ => left == right,
    }
}
