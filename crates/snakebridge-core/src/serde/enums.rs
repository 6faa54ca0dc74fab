//! Enums: the name of a variant, alone or as the one key of a dict.

use super::de::FromValue;
use super::failure::Failure;
use super::objects::{self, Data};
use crate::{ConversionError, Value};
use ::serde::de::value::StrDeserializer;
use ::serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};

/// A variant, and what it holds if anything.
pub(super) struct Variant {
    name: String,
    content: Option<Value>,
}

impl Variant {
    pub(super) fn read(value: Value, expected: &'static str, variants: &[&str]) -> Result<Self, Failure> {
        match value {
            Value::Str(name) => Ok(Self { name, content: None }),
            Value::Dict(entries) => Self::of_entry(entries, expected),
            Value::Object(object) => match objects::data_of(&object, expected)? {
                Data::Entries(entries) => Self::of_entry(entries, expected),
                Data::Member(member) => {
                    let name = member.names().find(|name| variants.contains(name));
                    let Some(name) = name.or(member.names().next()) else {
                        return Err(ConversionError::because(expected, object.type_name()).into());
                    };
                    Ok(Self { name: name.to_owned(), content: None })
                }
                Data::Opaque => Err(ConversionError::because(expected, object.type_name()).into()),
            },
            other => Err(ConversionError::new(expected, &other).into()),
        }
    }

    fn of_entry(entries: Vec<(Value, Value)>, expected: &str) -> Result<Self, Failure> {
        let count = entries.len();
        let Ok([(key, content)]) = <[_; 1]>::try_from(entries) else {
            let expected = format!("{expected}, as dict of 1 item");
            return Err(ConversionError::because(expected, format!("dict of {count}")).into());
        };
        match key {
            Value::Str(name) => Ok(Self { name, content: Some(content) }),
            other => Err(ConversionError::because(
                format!("{expected}, as dict with a name"),
                format!("dict with {}", other.type_name()),
            )
            .into()),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failure> {
        let name = StrDeserializer::<Failure>::new(&self.name);
        Ok((seed.deserialize(name)?, self))
    }
}

impl Variant {
    /// Reads what the variant holds, and says where that was.
    fn content<T>(self, read: impl FnOnce(FromValue) -> Result<T, Failure>) -> Result<T, Failure> {
        let Some(content) = self.content else {
            let expected = format!("dict of 1 item, {:?}", self.name);
            return Err(ConversionError::because(expected, "str").into());
        };
        read(FromValue(content)).map_err(|error| error.at_key(&Value::Str(self.name)))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.content {
            None | Some(Value::None) => Ok(()),
            Some(other) => {
                let error = ConversionError::new("None", &other);
                Err(error.at_key(&Value::Str(self.name)).into())
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        self.content(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Failure> {
        self.content(|content| content.deserialize_tuple(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.content(|content| content.deserialize_struct("dict", fields, visitor))
    }
}
