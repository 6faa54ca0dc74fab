//! What `#[derive(FromPy)]` expands to, beside the traits themselves.

use crate::{Call, ConversionError, Expr, FromPy, Object, ToPy, Value};

/// The fields of a struct, in the order they are declared, as far as Python has them.
#[derive(Debug)]
pub struct Record {
    names: &'static [&'static str],
    /// In reverse, so that the next one is last.
    values: Vec<Option<Value>>,
}

/// What a Python object says instead of an attribute it does not have: no field holds it.
const MISSING: &str = "builtins.NotImplemented";

impl Record {
    /// Reads from a dict, from an object with such attributes (a dataclass, a named tuple, a pydantic model ...), in one round
    /// trip, or from an object that `dict()` takes.
    ///
    /// # Errors
    /// When the value is none of these.
    pub fn read(
        value: Value,
        expected: &'static str,
        names: &'static [&'static str],
    ) -> Result<Self, ConversionError> {
        let mut values = match &value {
            Value::Dict(_) => from_dict(&value, names),
            Value::Object(object) => from_object(object, names).map_err(|error| {
                ConversionError::because(expected, format!("{} ({error})", object.type_name()))
            })?,
            other => return Err(ConversionError::new(expected, other)),
        };
        values.reverse();
        Ok(Self { names, values })
    }

    /// The next field, which has to be there unless its type says what it is without.
    ///
    /// # Errors
    /// When it is missing, or is of another type.
    pub fn required<T: FromPy>(&mut self) -> Result<T, ConversionError> {
        let (name, value) = self.next();
        match value {
            Some(value) => T::from_value(value).map_err(|error| error.at_field(name)),
            None => T::missing().ok_or_else(|| ConversionError::because("a value", "nothing").at_field(name)),
        }
    }

    /// The next field, or what stands for it if it is missing.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn optional<T: FromPy>(&mut self, missing: impl FnOnce() -> T) -> Result<T, ConversionError> {
        match self.next() {
            (name, Some(value)) => T::from_value(value).map_err(|error| error.at_field(name)),
            (_, None) => Ok(missing()),
        }
    }

    fn next(&mut self) -> (&'static str, Option<Value>) {
        let name = self.names[self.names.len() - self.values.len()];
        (name, self.values.pop().flatten())
    }
}

fn from_dict(dict: &Value, names: &[&str]) -> Vec<Option<Value>> {
    names.iter().map(|name| dict.key(name).cloned()).collect()
}

/// The named keys of a subclass of `dict`, else the named attributes; as far as there are any.
pub(crate) fn from_object(object: &Object, names: &[&str]) -> crate::Result<Vec<Option<Value>>> {
    if object.is_instance(Call::path("builtins.dict")).call()? {
        return Ok(from_dict(&Value::Dict(entries_of(object)?), names));
    }
    attributes(object, names)
}

/// The entries of a subclass of `dict`.
pub(crate) fn entries_of(object: &Object) -> crate::Result<Vec<(Value, Value)>> {
    match Call::to("builtins.dict").arg(object).get()? {
        Value::Dict(entries) => Ok(entries),
        other => Err(ConversionError::new("dict", &other).into()),
    }
}

/// The named attributes, as far as there are any, in one round trip.
pub(crate) fn attributes(object: &Object, names: &[&str]) -> crate::Result<Vec<Option<Value>>> {
    let attribute = |name: &&str| {
        let missing = Call::path(MISSING);
        Call::to("builtins.getattr").arg(object).arg(*name).arg(missing).into_value()
    };
    let attributes = Value::Tuple(names.iter().map(attribute).collect::<crate::Result<_>>()?);
    let values: Vec<Value> = Call::expression(Expr::Value(attributes)).get()?;
    let is_missing = |value: &Value| matches!(value, Value::Object(object) if object.type_name() == "builtins.NotImplementedType");
    Ok(values.into_iter().map(|value| (!is_missing(&value)).then_some(value)).collect())
}

/// The name that a variant without a field goes by: a `str`, or the name of a member of a Python `Enum`.
#[must_use]
pub fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Str(name) => Some(name.clone()),
        Value::Object(member) => {
            member.is_instance(Call::path("enum.Enum")).call().ok().filter(|is_member| *is_member)?;
            member.attr("name").get().ok()
        }
        _ => None,
    }
}
