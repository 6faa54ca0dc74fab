//! The first words between host and worker.

use snakebridge_core::{Expr, Result, Settings, Value};
use snakebridge_wire::{self as wire, Frame, Header, Kind};
use std::path::PathBuf;

/// The version of `docs/wire.md` that this crate speaks.
const PROTOCOL: i64 = 2;

/// What a worker says of itself.
#[derive(Debug, Clone)]
pub(crate) struct Hello {
    pub(crate) python: String,
    pub(crate) implementation: String,
    pub(crate) executable: String,
    pub(crate) prefix: String,
    /// Its `sys.path`.
    pub(crate) path: Vec<PathBuf>,
}

impl Hello {
    /// Reads the worker's hello.
    pub(crate) fn read(frame: &Frame) -> Result<Self, String> {
        if frame.header.kind != Kind::Hello {
            return Err(format!("the worker's first frame is `{:?}`, not its hello", frame.header.kind));
        }
        let hello = wire::decode(&frame.payload, &mut wire::NoObjects).map_err(|error| error.to_string())?;
        match hello.key("protocol") {
            Some(Value::Int(PROTOCOL)) => {}
            other => return Err(format!("the worker speaks protocol {other:?}, this host {PROTOCOL}")),
        }
        let text = |name: &str| match hello.key(name) {
            Some(Value::Str(text)) => text.clone(),
            _ => String::new(),
        };
        let version = hello.key("python").and_then(Value::items).unwrap_or_default();
        let numbers = version.iter().filter_map(|part| match part {
            Value::Int(number) => Some(number.to_string()),
            _ => None,
        });
        let path = hello.key("path").and_then(Value::items).unwrap_or_default();
        let folders = path.iter().filter_map(|folder| match folder {
            Value::Str(folder) => Some(PathBuf::from(folder)),
            _ => None,
        });
        Ok(Self {
            path: folders.collect(),
            python: numbers.collect::<Vec<_>>().join("."),
            implementation: text("implementation"),
            executable: text("executable"),
            prefix: text("prefix"),
        })
    }
}

/// What the host answers, as a frame.
pub(crate) fn answer(settings: &Settings) -> Result<Vec<u8>> {
    let protocol = ("protocol".into(), Value::Int(PROTOCOL));
    let items = std::iter::once(protocol).chain(wire::greeting(settings)?);
    let answer = Expr::Value(Value::Dict(items.collect()));
    let mut payload = Vec::new();
    wire::encode_expr(&answer, &wire::NoNames, &mut payload)?;
    let header = Header::new(Kind::Hello, 0, payload.len() as u64);
    Ok([&header.to_bytes()[..], &payload].concat())
}
