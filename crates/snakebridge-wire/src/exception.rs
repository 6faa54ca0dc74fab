//! The payload of a raise frame as an [`Exception`].

use super::WireError;
use super::decode::{ObjectSource, decode_what_fits};
use super::hint::read_hints;
use snakebridge_core::{Error, Exception, Frame, Hint, Value};

/// What a raise frame says.
#[derive(Debug, Clone, PartialEq)]
pub struct Raised {
    /// The exception.
    pub exception: Exception,
    /// The host's own error that it stands for.
    pub host_error: Option<u64>,
}

impl Raised {
    /// What it is to the caller: the host's own error that went through Python, a refusal of the policy, or the exception.
    #[must_use]
    pub fn into_error(self, find: impl FnOnce(u64) -> Option<Error>) -> Error {
        let own = self.host_error.and_then(find);
        own.or_else(|| denied(&self.exception)).unwrap_or_else(|| self.exception.into())
    }
}

/// What the policy of the bridge does not admit.
fn denied(exception: &Exception) -> Option<Error> {
    if exception.type_name != "snakebridge.Denied" {
        return None;
    }
    let (path, rule) = match exception.args.as_slice() {
        [Value::Str(path), Value::Str(rule)] => (path, rule.as_str()),
        [Value::Str(path), Value::None] => (path, "not on the allow list"),
        _ => return None,
    };
    Some(Error::Denied { path: path.clone(), rule: rule.to_owned() })
}

/// Reads the payload of a raise frame. Anything that is missing or of another type than `docs/wire.md` says is left at its
/// default, and what is too large to be held is left out: a strange exception is still an exception.
///
/// # Errors
/// When the payload is malformed, or no dict.
pub fn decode_exception(payload: &[u8], objects: &mut dyn ObjectSource) -> Result<Raised, WireError> {
    match decode_what_fits(payload, objects)? {
        Value::Dict(fields) => {
            let host_error = fields.iter().find_map(|(key, value)| match (key, value) {
                (Value::Str(key), Value::Int(number)) if key == "host_error" => Some(number.cast_unsigned()),
                _ => None,
            });
            Ok(Raised { exception: exception(fields, 0), host_error })
        }
        other => Err(WireError::malformed(format!("an exception is a dict, not `{}`", other.type_name()), 0)),
    }
}

/// Levels of causes and groups that are read.
const DEEPEST: usize = 64;

fn exception(fields: Vec<(Value, Value)>, depth: usize) -> Exception {
    let mut read = Exception::new("builtins.BaseException", "");
    for (key, value) in fields {
        let Value::Str(key) = key else { continue };
        match key.as_str() {
            "type" => text(value).into_iter().for_each(|name| read.type_name = name),
            "bases" => read.bases = texts(value),
            "message" => read.message = text(value).unwrap_or_default(),
            "args" => read.args = items(value),
            "frames" => read.frames = items(value).into_iter().filter_map(frame).collect(),
            "cause" => read.cause = inner(value, depth).map(Box::new),
            "context" => read.context = inner(value, depth).map(Box::new),
            "suppress_context" => read.suppress_context = value == Value::Bool(true),
            "notes" => read.notes = texts(value),
            "group" => {
                read.group = items(value).into_iter().filter_map(|member| inner(member, depth)).collect()
            }
            "object" => {
                if let Value::Object(object) = value {
                    read.object = Some(object);
                }
            }
            "hints" => read.hints = items(value).into_iter().filter_map(hint).flatten().collect(),
            _ => {}
        }
    }
    read
}

fn inner(value: Value, depth: usize) -> Option<Exception> {
    match value {
        Value::Dict(fields) if depth < DEEPEST => Some(exception(fields, depth + 1)),
        _ => None,
    }
}

/// `(file, line, function, source line or None)`
fn frame(value: Value) -> Option<Frame> {
    let [file, line, function, source] = <[Value; 4]>::try_from(items(value)).ok()?;
    let line = match line {
        Value::Int(line) => u32::try_from(line).unwrap_or(0),
        _ => 0,
    };
    Some(Frame { file: text(file)?, line, function: text(function)?, source: text(source) })
}

/// `(kind, [text, ...])`
fn hint(value: Value) -> Option<Vec<Hint>> {
    let [kind, of] = <[Value; 2]>::try_from(items(value)).ok()?;
    Some(read_hints(&text(kind)?, texts(of)))
}

fn items(value: Value) -> Vec<Value> {
    match value {
        Value::List(items) | Value::Tuple(items) => items,
        _ => Vec::new(),
    }
}

fn texts(value: Value) -> Vec<String> {
    items(value).into_iter().filter_map(text).collect()
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Str(text) => Some(text),
        Value::Wtf8(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        _ => None,
    }
}
