//! Short ways to write values down.

use snakebridge_core::Value;

pub(crate) fn int(int: i64) -> Value {
    Value::Int(int)
}

pub(crate) fn text(text: &str) -> Value {
    Value::from(text)
}

pub(crate) fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::List(items.into())
}

pub(crate) fn tuple<const N: usize>(items: [Value; N]) -> Value {
    Value::Tuple(items.into())
}

pub(crate) fn dict<const N: usize>(items: [(&str, Value); N]) -> Value {
    Value::Dict(items.into_iter().map(|(key, value)| (text(key), value)).collect())
}
