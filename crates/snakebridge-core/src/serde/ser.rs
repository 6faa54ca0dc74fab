//! Writes what serde serialises as values.

use super::failure::Failure;
use crate::{ToPy, Value};
use ::serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Makes a [`Value`].
#[derive(Clone, Copy)]
pub(super) struct ToValue;

/// The name of an enum's variant, around which its content goes.
type Variant = Option<&'static str>;

fn within(variant: Variant, content: Value) -> Value {
    match variant {
        Some(variant) => Value::Dict(vec![(variant.into(), content)]),
        None => content,
    }
}

macro_rules! plainly {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<Value, Failure> {
            Ok(value.into_value()?)
        })*
    };
}

impl Serializer for ToValue {
    type Ok = Value;
    type Error = Failure;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    plainly! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_f32: f32, serialize_f64: f64,
        serialize_char: char, serialize_str: &str,
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, Failure> {
        Ok(Value::Bytes(bytes.to_vec()))
    }

    fn serialize_none(self) -> Result<Value, Failure> {
        Ok(Value::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Failure> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Failure> {
        Ok(Value::None)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Value, Failure> {
        Ok(Value::None)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Value, Failure> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Value, Failure> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Failure> {
        let content = value.serialize(self).map_err(|error| error.at_key(&variant.into()))?;
        Ok(within(Some(variant), content))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Failure> {
        Ok(Items::new(length, Value::List, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, Failure> {
        Ok(Items::new(Some(length), Value::Tuple, None))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<Items, Failure> {
        self.serialize_tuple(length)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Items, Failure> {
        Ok(Items::new(Some(length), Value::Tuple, Some(variant)))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Entries, Failure> {
        Ok(Entries::new(length, None))
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Entries, Failure> {
        Ok(Entries::new(Some(length), None))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Entries, Failure> {
        Ok(Entries::new(Some(length), Some(variant)))
    }
}

/// As much as is reserved on the word of a `Serialize`, in items.
const TRUSTED: usize = 4096;

/// The items of a list or tuple.
pub(super) struct Items {
    items: Vec<Value>,
    finish: fn(Vec<Value>) -> Value,
    variant: Variant,
}

impl Items {
    fn new(length: Option<usize>, finish: fn(Vec<Value>) -> Value, variant: Variant) -> Self {
        Self { items: Vec::with_capacity(length.unwrap_or(0).min(TRUSTED)), finish, variant }
    }

    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Failure> {
        let item = item.serialize(ToValue).map_err(|error| error.at_index(self.items.len()))?;
        self.items.push(item);
        Ok(())
    }

    fn finish(self) -> Value {
        within(self.variant, (self.finish)(self.items))
    }
}

macro_rules! items {
    ($($trait:ident: $push:ident),*) => {
        $(impl $trait for Items {
            type Ok = Value;
            type Error = Failure;

            fn $push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Failure> {
                self.push(item)
            }

            fn end(self) -> Result<Value, Failure> {
                Ok(self.finish())
            }
        })*
    };
}

items! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

/// The entries of a dict.
pub(super) struct Entries {
    entries: Vec<(Value, Value)>,
    key: Value,
    variant: Variant,
}

impl Entries {
    fn new(length: Option<usize>, variant: Variant) -> Self {
        let entries = Vec::with_capacity(length.unwrap_or(0).min(TRUSTED));
        Self { entries, key: Value::None, variant }
    }

    fn finish(self) -> Value {
        within(self.variant, Value::Dict(self.entries))
    }
}

impl SerializeMap for Entries {
    type Ok = Value;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        self.key = key.serialize(ToValue)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        let key = std::mem::replace(&mut self.key, Value::None);
        let value = value.serialize(ToValue).map_err(|error| error.at_key(&key))?;
        self.entries.push((key, value));
        Ok(())
    }

    fn end(self) -> Result<Value, Failure> {
        Ok(self.finish())
    }
}

macro_rules! fields {
    ($($trait:ident),*) => {
        $(impl $trait for Entries {
            type Ok = Value;
            type Error = Failure;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Failure> {
                let value = value.serialize(ToValue).map_err(|error| error.at_field(name))?;
                self.entries.push((name.into(), value));
                Ok(())
            }

            fn end(self) -> Result<Value, Failure> {
                Ok(self.finish())
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);
