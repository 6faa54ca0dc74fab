//! Live objects that are data to Python: subclasses of `dict`, members of enums, and instances whose class lists its fields.

use crate::derive::{Member, attributes, entries_of, from_object};
use crate::{Call, ConversionError, Error, Object, Result, ToPy, Value};

/// What an object is as data.
pub(super) enum Data {
    /// A subclass of `dict`, or the fields of an instance.
    Entries(Vec<(Value, Value)>),
    /// A member of an `Enum`.
    Member(Member),
    /// None of these.
    Opaque,
}

/// How the classes of one library say what the fields of their instances are.
struct Record {
    /// The attribute that tells such a class.
    marker: &'static str,
    /// The names of the fields.
    names: fn(&Object) -> Call,
}

const RECORDS: &[Record] = &[
    Record {
        marker: "__dataclass_fields__",
        names: |object| names(Call::to("dataclasses.fields").arg(object)),
    },
    // A named tuple.
    Record { marker: "_fields", names: |object| object.attr("_fields") },
    // A struct of msgspec.
    Record { marker: "__struct_fields__", names: |object| object.attr("__struct_fields__") },
    Record {
        marker: "__pydantic_fields__",
        names: |object| Call::to("builtins.list").arg(class(object).attr("__pydantic_fields__")),
    },
    Record { marker: "__attrs_attrs__", names: |object| names(object.attr("__attrs_attrs__")) },
];

fn class(object: &Object) -> Call {
    Call::to("builtins.type").arg(object)
}

fn names(fields: Call) -> Call {
    let name = Call::to("operator.attrgetter").arg("name");
    Call::to("builtins.list").arg(Call::to("builtins.map").arg(name).arg(fields))
}

/// Finds out what an object is.
pub(super) fn data_of(object: &Object, expected: &'static str) -> Result<Data, ConversionError> {
    ask(object).map_err(|error| unlike(object, expected, &error))
}

/// The named fields, as far as the object has them: as keys if it is a `dict`, else as attributes.
pub(super) fn fields_of(
    object: &Object,
    expected: &'static str,
    names: &[&str],
) -> Result<Vec<(Value, Value)>, ConversionError> {
    let values = from_object(object, names).map_err(|error| unlike(object, expected, &error))?;
    Ok(present(names.iter().copied(), values))
}

fn unlike(object: &Object, expected: &'static str, error: &Error) -> ConversionError {
    ConversionError::because(expected, format!("{} ({error})", object.type_name()))
}

fn ask(object: &Object) -> Result<Data> {
    let is = |class: &'static str| object.is_instance(Call::path(class)).into_value();
    let has = |name: &str| Call::to("builtins.hasattr").arg(class(object)).arg(name).into_value();
    let mut questions = vec![is("builtins.dict")?, is("enum.Enum")?];
    for record in RECORDS {
        questions.push(has(record.marker)?);
    }
    let answers: Vec<bool> = Call::of(Value::List(questions)).get()?;
    let (is_dict, is_member, is_record) = match answers.as_slice() {
        [is_dict, is_member, is_record @ ..] => (*is_dict, *is_member, is_record),
        _ => (false, false, [].as_slice()),
    };
    if is_dict {
        return Ok(Data::Entries(entries_of(object)?));
    }
    if is_member {
        return Ok(Data::Member(Member::read(object)?));
    }
    let record = RECORDS.iter().zip(is_record).find(|(_, is_one)| **is_one);
    let Some((record, _)) = record else { return Ok(Data::Opaque) };
    let names: Vec<String> = (record.names)(object).get()?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Ok(Data::Entries(present(names.iter().copied(), attributes(object, &names)?)))
}

fn present<'a>(names: impl Iterator<Item = &'a str>, values: Vec<Option<Value>>) -> Vec<(Value, Value)> {
    names.zip(values).filter_map(|(name, value)| Some((name.into(), value?))).collect()
}
