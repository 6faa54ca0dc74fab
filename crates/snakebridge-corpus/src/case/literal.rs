//! [`Literal`]: a JSON value that keeps the order of its members.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use snakebridge::{BigInt, Complex, Value};
use std::fmt::{self, Formatter};

/// A JSON value as a Python value: a number with a fraction or an exponent is a float, any other an int.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Literal(pub(crate) Value);

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(BigInt::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Literal(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut dict = Vec::new();
        while let Some((key, Literal(value))) = members.next_entry::<String, Literal>()? {
            dict.push((Value::from(key), value));
        }
        Ok(Value::Dict(dict))
    }
}

/// A value that JSON has no notation for: `bytes` in base64, an `int` in decimal digits, a `float` in words.
pub(super) fn spelt(kind: &str, text: &str) -> Result<Value, String> {
    use base64::Engine as _;
    let wrong = || format!("`{text}` is no {kind}");
    match kind {
        "bytes" => {
            base64::engine::general_purpose::STANDARD.decode(text).map(Value::Bytes).map_err(|_| wrong())
        }
        "int" => text.parse::<BigInt>().map(Value::from).map_err(|_| wrong()),
        _ => text.parse().map(Value::Float).map_err(|_| wrong()),
    }
}

pub(super) fn complex(re: &str, im: &str) -> Result<Value, String> {
    let part = |text: &str| text.parse().map_err(|_| format!("`{text}` is no float"));
    Ok(Value::Complex(Complex { re: part(re)?, im: part(im)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_numbers_and_the_order_of_members_are_kept() {
        let Literal(value) = serde_json::from_str(r#"{"b": 1, "a": [1.0, 1e2, null, true, "x"]}"#).unwrap();
        let list = vec![Value::Float(1.0), Value::Float(100.0), Value::None, Value::Bool(true), "x".into()];
        assert_eq!(value, Value::Dict(vec![("b".into(), Value::Int(1)), ("a".into(), Value::List(list))]));
    }
}
