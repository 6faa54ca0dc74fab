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

use snakebridge_core::{Expr, Value};
use snakebridge_wire::{self as wire, NoObjects, WireError};

fn encode(expr: &Expr) -> Vec<u8> {
    let mut out = Vec::new();
    wire::encode_expr(expr, &wire::NoNames, &mut out).expect("the expression can be sent");
    out
}

fn decode(payload: &[u8]) -> Result<Value, WireError> {
    wire::decode(payload, &mut NoObjects)
}
