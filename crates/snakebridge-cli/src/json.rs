//! JSON as Python values: ints of any size stay ints, and members keep their order.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Result, from_str};
use snakebridge::{BigInt, Value};
use std::fmt::{self, Formatter};

/// Reads a JSON text. Each part is kept as text until its kind is known, because a number that has become an `f64` is no int any more.
pub(crate) fn parse(text: &str) -> Result<Value> {
    let each = |items: Vec<Box<RawValue>>| items.iter().map(|item| parse(item.get())).collect::<Result<_>>();
    match text.trim_start().as_bytes().first() {
        Some(b'[') => each(from_str(text)?).map(Value::List),
        Some(b'{') => {
            let Members(members) = from_str(text)?;
            let member =
                |(name, value): (String, Box<RawValue>)| Ok((Value::from(name), parse(value.get())?));
            members.into_iter().map(member).collect::<Result<_>>().map(Value::Dict)
        }
        Some(b'"') => from_str::<String>(text).map(Value::from),
        Some(b'n') => from_str::<()>(text).map(|()| Value::None),
        Some(b't' | b'f') => from_str::<bool>(text).map(Value::from),
        _ => int(text.trim()).map_or_else(|| from_str::<f64>(text).map(Value::from), Ok),
    }
}

/// An int as JSON writes it: no sign but `-`, no leading zeros.
fn int(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        digits.bytes().all(|digit| digit.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    text.parse::<BigInt>().ok().filter(|_| plain).map(Value::from)
}

/// The members of an object, in order.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(source: D) -> std::result::Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> std::result::Result<Members, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = members.next_entry()? {
                    all.push(member);
                }
                Ok(Members(all))
            }
        }

        source.deserialize_map(InOrder)
    }
}
