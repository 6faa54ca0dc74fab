//! [`Want`] as it crosses the wire: the flags of an eval frame, and the shape that goes with flag [`SHAPED`].

use snakebridge_core::{Value, Want};

/// The flag that says: the payload is a pair `(shape, result)`.
pub(super) const SHAPED: u8 = 3;

/// The largest flag there is.
pub(super) const LARGEST: u8 = SHAPED;

const VALUE: i64 = 0;
const OBJECT: i64 = 1;

/// The flags of an eval frame.
pub(super) const fn flags(want: Want) -> u8 {
    match want.reduced() {
        Want::Value => 0,
        Want::Object => 1,
        Want::Nothing => 2,
        _ => SHAPED,
    }
}

/// The shape of a part. (No part can want `Nothing`: it is sent by value.)
pub(super) fn shape(want: Want) -> Value {
    let tagged = |tag: &str, parts: &[Want]| {
        let parts = parts.iter().map(|&part| shape(part));
        Value::Tuple(std::iter::once(tag.into()).chain(parts).collect())
    };
    match want {
        want if want.is_value() => Value::Int(VALUE),
        Want::Object => Value::Int(OBJECT),
        Want::Tuple(items) => tagged("tuple", items),
        Want::List(item) => tagged("list", &[*item]),
        Want::Dict(key, value) => tagged("dict", &[*key, *value]),
        Want::Optional(inner) => tagged("optional", &[*inner]),
        _ => Value::Int(VALUE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_handle_needs_no_shape() {
        assert_eq!(flags(Want::Value), 0);
        assert_eq!(flags(Want::List(&Want::Value)), 0);
        assert_eq!(flags(Want::Object), 1);
        assert_eq!(flags(Want::Nothing), 2);
        assert_eq!(flags(Want::Optional(&Want::Object)), SHAPED);
    }

    #[test]
    fn a_shape_is_nested_tuples() {
        let want =
            Want::Tuple(&[Want::Object, Want::List(&Want::Value), Want::Dict(&Want::Value, &Want::Object)]);
        let dict = Value::Tuple(vec!["dict".into(), Value::Int(0), Value::Int(1)]);
        assert_eq!(shape(want), Value::Tuple(vec!["tuple".into(), Value::Int(1), Value::Int(0), dict]));
    }
}
