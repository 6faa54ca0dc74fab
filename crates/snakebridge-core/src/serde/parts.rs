//! The parts of containers, handed to serde one after the other.

use super::de::FromValue;
use super::failure::Failure;
use crate::{ConversionError, Value};
use ::serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use std::vec::IntoIter;

/// The items of a list, tuple or set.
pub(super) struct Items {
    items: IntoIter<Value>,
    read: usize,
    /// Whether an item has a place that can be named.
    ordered: bool,
}

impl Items {
    pub(super) fn new(items: Vec<Value>, ordered: bool) -> Self {
        Self { items: items.into_iter(), read: 0, ordered }
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Lets the visitor have them; it has to take them all.
    pub(super) fn visit<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Failure> {
        let result = visitor.visit_seq(&mut self)?;
        match self.items.len() {
            0 => Ok(result),
            left => {
                let (read, all) = (self.read, self.read + left);
                Err(ConversionError::because(format!("list of {read} items"), format!("list of {all}"))
                    .into())
            }
        }
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let index = self.read;
        self.read += 1;
        let item = seed.deserialize(FromValue(item));
        item.map(Some).map_err(|error| if self.ordered { error.at_index(index) } else { error })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a dict, or the fields of a struct.
pub(super) struct Entries {
    entries: IntoIter<(Value, Value)>,
    /// The key whose value is next.
    key: Value,
    value: Value,
    /// Whether the keys are names of fields.
    fields: bool,
}

impl Entries {
    pub(super) fn of_map(entries: Vec<(Value, Value)>) -> Self {
        Self { entries: entries.into_iter(), key: Value::None, value: Value::None, fields: false }
    }

    pub(super) fn of_struct(entries: Vec<(Value, Value)>) -> Self {
        Self { fields: true, ..Self::of_map(entries) }
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = value;
        self.key = key.clone();
        seed.deserialize(FromValue(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Failure> {
        let value = std::mem::replace(&mut self.value, Value::None);
        seed.deserialize(FromValue(value)).map_err(|error| match &self.key {
            Value::Str(name) if self.fields => error.at_field(name),
            key => error.at_key(key),
        })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}
