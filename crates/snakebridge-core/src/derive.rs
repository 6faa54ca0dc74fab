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
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let attribute = |name: &&str| {
        let missing = Call::path(MISSING);
        Call::to("builtins.getattr").arg(object).arg(*name).arg(missing).into_value()
    };
    let attributes = Value::Tuple(names.iter().map(attribute).collect::<crate::Result<_>>()?);
    let values: Vec<Value> = Call::expression(Expr::Value(attributes)).get()?;
    let is_missing = |value: &Value| matches!(value, Value::Object(object) if object.type_name() == "builtins.NotImplementedType");
    Ok(values.into_iter().map(|value| (!is_missing(&value)).then_some(value)).collect())
}

/// A member of a Python `Enum`.
#[derive(Debug, Clone)]
pub struct Member {
    name: Option<String>,
    value: Value,
}

impl Member {
    /// The member that the value is, if it is one: Python is asked about objects.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        let Value::Object(object) = value else { return None };
        let is_member = object.is_instance(Call::path("enum.Enum")).call();
        if is_member.unwrap_or(false) { Self::read(object).ok() } else { None }
    }

    pub(crate) fn read(object: &Object) -> crate::Result<Self> {
        let both = [object.attr("name").into_value()?, object.attr("value").into_value()?];
        let (name, value) = Call::of(Value::Tuple(both.into())).get()?;
        Ok(Self { name, value })
    }

    /// Its value, for variants with a field.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// What a variant without a field may be called: its name (a combination of flags may have none), its value if that is a `str`.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let value = if let Value::Str(value) = &self.value { Some(value.as_str()) } else { None };
        self.name.as_deref().into_iter().chain(value)
    }
}

/// The names that a variant without a field may go by: a `str` itself, or those of a member.
pub fn names_of<'a>(value: &'a Value, member: Option<&'a Member>) -> impl Iterator<Item = &'a str> {
    let text = if let Value::Str(text) = value { Some(text.as_str()) } else { None };
    text.into_iter().chain(member.into_iter().flat_map(Member::names))
}
