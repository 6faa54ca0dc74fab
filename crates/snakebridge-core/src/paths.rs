//! Paths: what the operating system takes for one, which need not be Unicode.

use crate::{Call, ConversionError, Error, Expr, FromPy, Object, Value};
use std::ffi::OsString;
use std::path::PathBuf;

/// From a `str` or `bytes`, or, in one more round trip, from any `os.PathLike`: the bytes that `os.fsencode` makes of it (PEP 383, PEP 519).
impl FromPy for OsString {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::Object(object) => {
                let bytes = encoded(&object).get::<Vec<u8>>();
                bytes.map(os_string).map_err(|error| unlike(&object, &error))
            }
            plain => read(plain),
        }
    }

    /// All that has to be asked for goes into one request.
    fn sequence_from_value(value: Value) -> Result<Vec<Self>, ConversionError> {
        let (Value::List(items) | Value::Tuple(items)) = value else {
            return Err(ConversionError::new("list", &value));
        };
        let answers = encoded_at_once(&items);
        let mut answers = answers.into_iter().flatten();
        let indexed = items.into_iter().enumerate();
        indexed
            .map(|(index, item)| {
                let item = match &item {
                    Value::Object(_) => answers.next().map_or(item, Value::Bytes),
                    _ => item,
                };
                Self::from_value(item).map_err(|error| error.at_index(index))
            })
            .collect()
    }
}

/// As [`OsString`]: from a `str` or `bytes`, or, in one more round trip, from any `os.PathLike`.
impl FromPy for PathBuf {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        OsString::from_value(value).map(Self::from)
    }

    fn sequence_from_value(value: Value) -> Result<Vec<Self>, ConversionError> {
        Ok(OsString::sequence_from_value(value)?.into_iter().map(Self::from).collect())
    }
}

fn encoded(object: &Object) -> Call {
    Call::to("os.fsencode").arg(object)
}

/// The encoded paths of all objects among the items; `None` if there are none, or if not all of them are paths: each is asked
/// on its own then, so that the error can say which it is.
fn encoded_at_once(items: &[Value]) -> Option<Vec<Vec<u8>>> {
    let calls = items.iter().filter_map(|item| match item {
        Value::Object(object) => Some(encoded(object).into_expr().map(Value::from)),
        _ => None,
    });
    let calls: Vec<Value> = calls.collect::<crate::Result<_>>().ok()?;
    if calls.is_empty() {
        return None;
    }
    Call::expression(Expr::Value(Value::List(calls))).get().ok()
}

/// Why an object is no path: that it is none, or what came in between.
fn unlike(object: &Object, error: &Error) -> ConversionError {
    let found = match error {
        error if error.is_instance("TypeError") => object.type_name().to_owned(),
        other => format!("{} ({other})", object.type_name()),
    };
    ConversionError::because("path", found)
}

fn read(value: Value) -> Result<OsString, ConversionError> {
    match value {
        Value::Str(text) => Ok(text.into()),
        Value::Bytes(bytes) => Ok(os_string(bytes)),
        Value::Wtf8(bytes) => match unescape_surrogates(&bytes) {
            Some(bytes) => Ok(os_string(bytes)),
            None => Err(ConversionError::because("path", "str with surrogates that stand for no byte")),
        },
        other => Err(ConversionError::new("path", &other)),
    }
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// Undoes the `surrogateescape` of PEP 383: U+DC80 to U+DCFF stand for the bytes 0x80 to 0xFF.
fn unescape_surrogates(wtf8: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(wtf8.len());
    let mut rest = wtf8;
    loop {
        let chunk = rest.utf8_chunks().next();
        let valid = chunk.as_ref().map_or(0, |chunk| chunk.valid().len());
        bytes.extend_from_slice(&rest[..valid]);
        rest = &rest[valid..];
        match rest {
            [] => return Some(bytes),
            [0xed, second @ 0xb2..=0xb3, third, ..] => {
                bytes.push(((second & 0x03) << 6) | (third & 0x3f));
                rest = &rest[3..];
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ToPy;

    #[test]
    fn text_and_bytes_are_paths_and_come_back_as_they_were() {
        assert_eq!(PathBuf::from_value("a/ä".into()), Ok(PathBuf::from("a/ä")));
        assert_eq!(OsString::from_value(Value::Bytes(b"a".to_vec())), Ok(OsString::from("a")));
        let odd = os_string(b"a\xff/\x80b".to_vec());
        let sent = odd.clone().into_value().unwrap();
        assert!(matches!(sent, Value::Wtf8(_)), "{sent:?}");
        assert_eq!(OsString::from_value(sent), Ok(odd));
    }

    #[test]
    fn what_is_no_path_is_an_error_with_the_place() {
        let error = Vec::<PathBuf>::from_value(Value::List(vec!["a".into(), 1.into()])).unwrap_err();
        assert_eq!(error.to_string(), "expected `path`, found `int` at `$[1]`");
        let lone = Value::Wtf8(vec![0xed, 0xa0, 0x80]);
        assert!(OsString::from_value(lone).is_err());
    }
}
