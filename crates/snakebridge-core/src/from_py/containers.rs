//! What is read as an option, a sequence, a set, a map or a tuple.

use crate::{ConversionError, FromPy, Value, Want};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

impl<T: FromPy> FromPy for Option<T> {
    const WANT: Want = Want::Optional(&T::WANT);

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::None => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromPy> FromPy for Box<T> {
    const WANT: Want = T::WANT;

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        T::from_value(value).map(Self::new)
    }
}

impl<T: FromPy> FromPy for Vec<T> {
    const WANT: Want = Want::List(&T::WANT);

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        T::sequence_from_value(value)
    }
}

impl<T: FromPy, const N: usize> FromPy for [T; N] {
    const WANT: Want = Want::List(&T::WANT);

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let items = T::sequence_from_value(value)?;
        let found = items.len();
        Self::try_from(items)
            .map_err(|_| ConversionError::because(format!("list of {N} items"), format!("list of {found}")))
    }
}

fn set_items(value: Value) -> Result<Vec<Value>, ConversionError> {
    match value {
        Value::Set(items) | Value::FrozenSet(items) => Ok(items),
        other => Err(ConversionError::new("set", &other)),
    }
}

fn dict_items<K: FromPy, V: FromPy>(
    value: Value,
) -> Result<impl Iterator<Item = Result<(K, V), ConversionError>>, ConversionError> {
    let Value::Dict(items) = value else { return Err(ConversionError::new("dict", &value)) };
    Ok(items.into_iter().map(|(key, value)| {
        let read = V::from_value(value).map_err(|error| error.at_key(&key))?;
        Ok((K::from_value(key)?, read))
    }))
}

impl<T: FromPy + Eq + Hash, S: BuildHasher + Default> FromPy for HashSet<T, S> {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        set_items(value)?.into_iter().map(T::from_value).collect()
    }
}

impl<T: FromPy + Ord> FromPy for BTreeSet<T> {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        set_items(value)?.into_iter().map(T::from_value).collect()
    }
}

impl<K: FromPy + Eq + Hash, V: FromPy, S: BuildHasher + Default> FromPy for HashMap<K, V, S> {
    const WANT: Want = Want::Dict(&K::WANT, &V::WANT);

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        dict_items(value)?.collect()
    }
}

impl<K: FromPy + Ord, V: FromPy> FromPy for BTreeMap<K, V> {
    const WANT: Want = Want::Dict(&K::WANT, &V::WANT);

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        dict_items(value)?.collect()
    }
}

macro_rules! tuples {
    ($count:literal: $($name:ident)*) => {
        impl<$($name: FromPy),*> FromPy for ($($name,)*) {
            const WANT: Want = Want::Tuple(&[$($name::WANT),*]);

            #[expect(non_snake_case, reason = "the type parameters double as the names of the parts")]
            fn from_value(value: Value) -> Result<Self, ConversionError> {
                let items = match value {
                    Value::Tuple(items) | Value::List(items) => items,
                    other => return Err(ConversionError::new("tuple", &other)),
                };
                let found = items.len();
                let Ok([$($name),*]) = <[Value; $count]>::try_from(items) else {
                    let expected = concat!("tuple of ", $count, " items");
                    return Err(ConversionError::because(expected, format!("tuple of {found}")));
                };
                let mut index = 0;
                Ok(($({
                    index += 1;
                    $name::from_value($name).map_err(|error| error.at_index(index - 1))?
                },)*))
            }
        }
    };
}

crate::tuples::for_tuples!(tuples);
