//! The wire against itself, against bytes that CPython wrote, against CPython itself, and against nonsense.

mod build;
mod cpython;
mod exceptions;
mod expressions;
mod frames;
mod hostile;
mod lending;
mod live;
mod properties;
mod standard;
mod values;

use snakebridge_core::engine::ObjectId;
use snakebridge_core::{Error, Expr, Object, Result, Value};
use snakebridge_worker::wire::{self, NoObjects, WireError};

fn no_objects(_: &Object) -> Result<ObjectId> {
    Err(Error::Usage("there are no objects here".to_owned()))
}

fn encode(expr: &Expr) -> Vec<u8> {
    let mut out = Vec::new();
    wire::encode_expr(expr, &no_objects, &mut out).expect("the expression can be sent");
    out
}

fn decode(payload: &[u8]) -> std::result::Result<Value, WireError> {
    wire::decode(payload, &mut NoObjects)
}
