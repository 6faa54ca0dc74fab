//! Results become canonical JSON. What came by value is encoded here; what came as a handle is described by further calls, and
//! classified by `type(x)` and its true bases, never by what `x` says of itself.

mod array;
mod builtin;
mod class;
mod record;
mod standard;

use crate::canonical;
use class::Class;
use serde_json::Value as Json;
use snakebridge::{BigInt, Call, Error, Exception, Object, Result, Session, Value};

/// Describes results of one session.
#[derive(Debug)]
pub(crate) struct Describer<'a> {
    session: &'a Session,
    /// What is being described, outermost first; `None` for what is here by value, which cannot contain itself.
    levels: Vec<Option<Object>>,
}

impl<'a> Describer<'a> {
    pub(crate) fn new(session: &'a Session) -> Self {
        Self { session, levels: Vec::new() }
    }

    /// The canonical encoding of a value.
    pub(crate) fn value(&mut self, value: Value) -> Result<Json> {
        if let Value::Object(object) = value {
            return self.object(object);
        }
        self.levels.push(None);
        let encoded = self.plain(value);
        self.levels.pop();
        encoded
    }

    fn plain(&mut self, value: Value) -> Result<Json> {
        Ok(match value {
            Value::None => Json::Null,
            Value::Bool(bool) => bool.into(),
            Value::Int(int) => canonical::int(&BigInt::from(int)),
            Value::BigInt(int) => canonical::int(&int),
            Value::Float(float) => canonical::float(float),
            Value::Complex(complex) => canonical::complex(complex.re, complex.im),
            Value::Str(text) => text.into(),
            Value::Wtf8(bytes) => canonical::lone_surrogates(&bytes),
            Value::Bytes(bytes) => canonical::bytes("bytes", &bytes),
            Value::ByteArray(bytes) => canonical::bytes("bytearray", &bytes),
            Value::List(items) => self.items(items)?.into(),
            Value::Tuple(items) => canonical::tagged("tuple", [("v", self.items(items)?.into())]),
            Value::Set(items) => canonical::set("set", self.items(items)?),
            Value::FrozenSet(items) => canonical::set("frozenset", self.items(items)?),
            Value::Dict(items) => {
                let pair = |(key, value)| self.items(vec![key, value]).map(Json::from);
                let pairs = items.into_iter().map(pair).collect::<Result<Vec<_>>>()?;
                canonical::tagged("dict", [("v", pairs.into())])
            }
            Value::Array(array) => self.array(&array)?,
            // What these look like as text is Python's to say (a zone's offset needs its database), so they go back: both ways count.
            Value::DateTime(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Delta(_)
            | Value::Decimal(_)
            | Value::Fraction(_)
            | Value::Uuid(_) => {
                let object = Call::of(value).in_session(self.session).object()?;
                self.object(object)?
            }
            other => canonical::tagged("not described", [("type", other.type_name().into())]),
        })
    }

    fn items(&mut self, items: Vec<Value>) -> Result<Vec<Json>> {
        items.into_iter().map(|item| self.value(item)).collect()
    }

    fn object(&mut self, object: Object) -> Result<Json> {
        let met = self.levels.iter().rev().position(|level| level.as_ref() == Some(&object));
        if let Some(up) = met {
            return Ok(canonical::cycle(up + 1));
        }
        self.levels.push(Some(object.clone()));
        let encoded = Class::of(self.session, &object).and_then(|class| self.instance(&object, &class));
        self.levels.pop();
        encoded
    }

    /// In the order of the format: what comes first wins.
    fn instance(&mut self, object: &Object, class: &Class) -> Result<Json> {
        if let Some(encoded) = self.exact(object, class)? {
            return Ok(encoded);
        }
        if let Some(encoded) = self.marked(object, class)? {
            return Ok(encoded);
        }
        if let Some(encoded) = self.of_numpy(object, class)? {
            return Ok(encoded);
        }
        if let Some(encoded) = self.definition(object, class)? {
            return Ok(encoded);
        }
        if let Some(encoded) = self.record(object, class)? {
            return Ok(encoded);
        }
        if let Some(encoded) = self.of_standard_library(object, class)? {
            return Ok(encoded);
        }
        match self.of_builtin(object, class)? {
            Some(encoded) => Ok(encoded),
            None => Ok(canonical::tagged("opaque", [("type", class.name().into())])),
        }
    }

    /// A call in the session.
    fn to(&self, path: &'static str) -> Call {
        self.session.to(path)
    }

    /// What a path leads to.
    fn path(&self, path: &'static str) -> Call {
        Call::path(path).in_session(self.session)
    }

    /// What a call gives, described.
    fn described(&mut self, call: &Call) -> Result<Json> {
        let value = call.get()?;
        self.value(value)
    }
}

/// What raising an exception is recorded as.
pub(crate) fn raised(exception: &Exception) -> Json {
    exception_of(exception, "raise")
}

fn exception_of(exception: &Exception, tag: &str) -> Json {
    let bases: Vec<&str> = exception.bases.iter().skip(1).map(String::as_str).collect();
    let mut encoded = canonical::tagged(
        tag,
        [
            ("type", exception.type_name.as_str().into()),
            ("bases", bases.into()),
            ("message_contains", exception.message.as_str().into()),
        ],
    );
    if exception.is_instance("BaseExceptionGroup") {
        let members: Vec<Json> =
            exception.group.iter().map(|member| exception_of(member, "exception")).collect();
        encoded["exceptions"] = members.into();
    }
    encoded
}

/// What the end of the process is recorded as.
pub(crate) fn ended(error: &Error) -> Option<Json> {
    let Error::WorkerDied(death) = error else { return None };
    Some(end_of_process(death.signal, death.code))
}

/// As [`ended`], of a process that ended by this signal or with this status.
pub(crate) fn end_of_process(signal: Option<i32>, code: Option<i32>) -> Json {
    match signal {
        Some(signal) => canonical::tagged("signal", [("signal", signal.into())]),
        None => canonical::tagged("exit", [("code", code.into())]),
    }
}

#[cfg(test)]
mod tests;
