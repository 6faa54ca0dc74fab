//! Reads values into what serde deserialises.

use super::enums::Variant;
use super::failure::Failure;
use super::objects::{self, Data};
use super::parts::{Entries, Items};
use super::text;
use crate::{BigInt, ConversionError, Expr, FromPy, Value};
use ::serde::de::{Deserializer, Visitor};
use ::serde::forward_to_deserialize_any;

/// Gives a [`Value`] away.
pub(super) struct FromValue(pub(super) Value);

macro_rules! strictly {
    ($($method:ident: $type:ty => $visit:ident),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            visitor.$visit(<$type>::from_value(self.0)?)
        })*
    };
}

impl<'de> Deserializer<'de> for FromValue {
    type Error = Failure;

    strictly! {
        deserialize_bool: bool => visit_bool,
        deserialize_i8: i8 => visit_i8, deserialize_i16: i16 => visit_i16,
        deserialize_i32: i32 => visit_i32, deserialize_i64: i64 => visit_i64, deserialize_i128: i128 => visit_i128,
        deserialize_u8: u8 => visit_u8, deserialize_u16: u16 => visit_u16,
        deserialize_u32: u32 => visit_u32, deserialize_u64: u64 => visit_u64, deserialize_u128: u128 => visit_u128,
        deserialize_f32: f32 => visit_f32, deserialize_f64: f64 => visit_f64,
        deserialize_char: char => visit_char,
        deserialize_bytes: Vec<u8> => visit_byte_buf, deserialize_byte_buf: Vec<u8> => visit_byte_buf,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0 {
            Value::None => visitor.visit_unit(),
            Value::Bool(b) => visitor.visit_bool(b),
            Value::Int(int) => visitor.visit_i64(int),
            Value::BigInt(int) => visit_int(&int, visitor),
            Value::Float(float) => visitor.visit_f64(float),
            Value::Bytes(bytes) | Value::ByteArray(bytes) => visitor.visit_byte_buf(bytes),
            Value::Dict(entries) => visitor.visit_map(Entries::of_map(entries)),
            Value::Array(array) if array.shape().is_empty() => {
                Self(array.to_value()).deserialize_any(visitor)
            }
            Value::Object(object) => match objects::data_of(&object, "plain value")? {
                Data::Entries(entries) => visitor.visit_map(Entries::of_map(entries)),
                Data::Member(member) if member.names().next().is_some() => {
                    visitor.visit_str(member.names().next().unwrap_or_default())
                }
                _ => Err(ConversionError::because("plain value", object.type_name()).into()),
            },
            sequence @ (Value::List(_)
            | Value::Tuple(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::Array(_)
            | Value::Complex(_)) => items(sequence, "list")?.visit(visitor),
            other => visitor.visit_string(text::of(other, "plain value")?),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_string(text::of(self.0, "str")?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0 {
            Value::None => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        <()>::from_value(self.0)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        items(self.0, "list")?.visit(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Failure> {
        if matches!(self.0, Value::Set(_) | Value::FrozenSet(_)) {
            return Err(ConversionError::new("tuple", &self.0).into());
        }
        let items = items(self.0, "tuple")?;
        if items.len() != length {
            let expected = format!("tuple of {length} items");
            return Err(ConversionError::because(expected, format!("tuple of {}", items.len())).into());
        }
        items.visit(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let entries = match self.0 {
            Value::Dict(entries) => entries,
            Value::Object(object) => match objects::data_of(&object, "dict")? {
                Data::Entries(entries) => entries,
                _ => return Err(ConversionError::because("dict", object.type_name()).into()),
            },
            other => return Err(ConversionError::new("dict", &other).into()),
        };
        visitor.visit_map(Entries::of_map(entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let entries = match self.0 {
            Value::Dict(entries) => entries,
            Value::Object(object) => objects::fields_of(&object, name, fields)?,
            other => return Err(ConversionError::new(name, &other).into()),
        };
        visitor.visit_map(Entries::of_struct(entries))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_enum(Variant::read(self.0, name, variants)?)
    }

    /// A key that is no `str` names no field, whatever its number.
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0 {
            Value::Str(name) => visitor.visit_string(name),
            other => visitor.visit_string(Expr::Value(other).to_string()),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }
}

/// An `int` beyond 64 bits, as far as serde has types for it.
fn visit_int<'de, V: Visitor<'de>>(int: &BigInt, visitor: V) -> Result<V::Value, Failure> {
    if let Ok(int) = u64::try_from(int) {
        visitor.visit_u64(int)
    } else if let Ok(int) = i128::try_from(int) {
        visitor.visit_i128(int)
    } else if let Ok(int) = u128::try_from(int) {
        visitor.visit_u128(int)
    } else {
        let found = Expr::Value(int.clone().into()).to_string();
        Err(ConversionError::because("int of 128 bits", found).into())
    }
}

/// The items of whatever is a sequence.
fn items(value: Value, expected: &'static str) -> Result<Items, ConversionError> {
    match value {
        Value::List(items) | Value::Tuple(items) => Ok(Items::new(items, true)),
        Value::Set(items) | Value::FrozenSet(items) => Ok(Items::new(items, false)),
        Value::Bytes(bytes) | Value::ByteArray(bytes) => {
            Ok(Items::new(bytes.into_iter().map(|byte| Value::Int(byte.into())).collect(), true))
        }
        Value::Complex(complex) => Ok(Items::new(vec![complex.re.into(), complex.im.into()], true)),
        Value::Array(array) => match array.to_value() {
            Value::List(items) => Ok(Items::new(items, true)),
            _ => Err(ConversionError::because(expected, "array without axes")),
        },
        other => Err(ConversionError::new(expected, &other)),
    }
}

/// Where there is no value at all: what is optional is `None`, all else an error.
pub(super) struct Missing;

impl<'de> Deserializer<'de> for Missing {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Failure> {
        Err(ConversionError::because("a value", "nothing").into())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
