//! Calls of tags: what stands for something that pickle has no opcode for.

pub(super) use super::super::opcode::Tag;

use super::{NotShared, ObjectSource, standard};
use bytes::Bytes;
use snakebridge_core::{Array, Complex, DType, Value};

/// The value that a tag's call stands for, or what is wrong with it.
pub(super) fn call(tag: Tag, args: Vec<Value>, objects: &mut dyn ObjectSource) -> Result<Value, NotShared> {
    Ok(match tag {
        Tag::Object => object(args, objects)?,
        Tag::Scalar => scalar(args)?,
        Tag::Complex => complex(&args)?,
        Tag::Array => array(args, objects)?,
        Tag::Date => standard::date(&args)?,
        Tag::Time => standard::time(args)?,
        Tag::DateTime => standard::datetime(args)?,
        Tag::Delta => standard::delta(&args)?,
        Tag::Decimal => standard::decimal(&args)?,
        Tag::Fraction => standard::fraction(args)?,
        Tag::Uuid => standard::uuid(&args)?,
        Tag::SharedBytes => Value::Bytes(shared(tag, &args, objects)?.into()),
        Tag::SharedByteArray => Value::ByteArray(shared(tag, &args, objects)?.into()),
        Tag::Attr | Tag::Item | Tag::Call | Tag::Callback | Tag::HostError | Tag::Lend => {
            return Err(format!("`{}` is for the worker", tag.name()).into());
        }
    })
}

fn object(args: Vec<Value>, objects: &mut dyn ObjectSource) -> Result<Value, String> {
    let refused = |args: &[Value]| Err(format!("`object` takes an id and a type name, not {}", types(args)));
    match args.as_slice() {
        [Value::Int(id), type_name @ (Value::Str(_) | Value::Wtf8(_))] => {
            let Ok(id) = u64::try_from(*id) else { return Err(format!("{id} is no object's id")) };
            if !objects.expects_objects() {
                return Err("an object where none can be".to_owned());
            }
            let name = match type_name {
                Value::Str(name) => name.into(),
                Value::Wtf8(bytes) => String::from_utf8_lossy(bytes),
                _ => return refused(&args),
            };
            Ok(objects.object(id, &name))
        }
        _ => refused(&args),
    }
}

/// One argument that is no container.
fn scalar(args: Vec<Value>) -> Result<Value, String> {
    match <[Value; 1]>::try_from(args) {
        Ok([Value::List(_) | Value::Tuple(_) | Value::Set(_) | Value::FrozenSet(_) | Value::Dict(_)]) => {
            Err("`scalar` takes no container".to_owned())
        }
        Ok([value]) => Ok(value),
        Err(args) => Err(format!("`scalar` takes one value, not {}", types(&args))),
    }
}

fn complex(args: &[Value]) -> Result<Value, String> {
    match *args {
        [Value::Float(re), Value::Float(im)] => Ok(Value::Complex(Complex { re, im })),
        _ => Err(format!("`complex` takes two floats, not {}", types(args))),
    }
}

/// The bytes of the place `(segment, offset, length)`
fn shared(tag: Tag, place: &[Value], objects: &mut dyn ObjectSource) -> Result<Bytes, NotShared> {
    let number = |value: &Value| match *value {
        Value::Int(int) => u64::try_from(int).ok(),
        _ => None,
    };
    match place {
        [segment, offset, length] => match (number(segment), number(offset), number(length)) {
            (Some(segment), Some(offset), Some(length)) => objects.shared(segment, offset, length),
            _ => Err(format!("`{}` takes three ints from 0, not {}", tag.name(), types(place)).into()),
        },
        _ => Err(format!("`{}` takes a place of three ints, not {}", tag.name(), types(place)).into()),
    }
}

fn array(args: Vec<Value>, objects: &mut dyn ObjectSource) -> Result<Value, NotShared> {
    let refused =
        |args: &[Value]| Err(format!("`array` takes a dtype, a shape and data, not {}", types(args)).into());
    let (dtype, shape, data): (_, _, Bytes) = match <[Value; 3]>::try_from(args) {
        Ok([Value::Str(dtype), Value::Tuple(shape), Value::Bytes(data) | Value::ByteArray(data)]) => {
            (dtype, shape, data.into())
        }
        // The machine's way to say: bytes that share the payload's memory.
        Ok([Value::Str(dtype), Value::Tuple(shape), Value::Array(data)]) => {
            (dtype, shape, data.data().clone())
        }
        Ok([Value::Str(dtype), Value::Tuple(shape), Value::Tuple(place)]) => {
            (dtype, shape, shared(Tag::Array, &place, objects)?)
        }
        Ok(args) => return refused(&args),
        Err(args) => return refused(&args),
    };
    let parsed =
        DType::parse(&dtype).ok_or_else(|| format!("`{dtype:.20}` is no dtype that crosses the wire"))?;
    let axis = |axis: &Value| match *axis {
        Value::Int(length) => usize::try_from(length).ok(),
        _ => None,
    };
    let axes: Option<Vec<usize>> = shape.iter().map(axis).collect();
    let length = data.len();
    axes.and_then(|axes| Array::new(parsed, axes, data)).map(Value::from).ok_or_else(|| {
        format!("{length} bytes are no array `{dtype}` of the shape that goes with them").into()
    })
}

pub(super) fn types(args: &[Value]) -> String {
    let names: Vec<String> = args.iter().take(4).map(|arg| format!("`{}`", arg.type_name())).collect();
    format!("({})", names.join(", "))
}
