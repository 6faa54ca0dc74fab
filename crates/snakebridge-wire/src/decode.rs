//! From bytes to values: a stack machine for the opcodes that CPython's pickler writes for exact builtins and for tag calls.
//!
//! It executes nothing, rejects everything else, and takes memory in proportion to the bytes it is given: a byte makes at most
//! one node, and parts that are referred to several times (each place gets a copy) are held to [`Limits::copies`].

mod ahead;
mod input;
mod machine;
mod memo;
mod stack;
mod standard;
mod tags;
mod uses;

use super::WireError;
use super::opcode::{BINFLOAT, BININT1, NEWFALSE, NEWTRUE, NONE, PROTO, PROTOCOL, STOP};
use bytes::Bytes;
use machine::Machine;
use snakebridge_core::Value;

/// Makes handles of the objects that a payload announces.
pub trait ObjectSource {
    /// What stands for an object that the worker counted once for it: its handle.
    fn object(&mut self, id: u64, type_name: &str) -> Value;

    /// Whether objects may come at all; [`object`](Self::object) is called only then.
    fn expects_objects(&self) -> bool {
        true
    }

    /// The bytes of a segment of the worker's that a payload mentions.
    ///
    /// # Errors
    /// Why there are none.
    fn shared(&mut self, segment: u64, offset: u64, length: u64) -> Result<Bytes, NotShared> {
        let what = format!("{length} bytes at {offset} of segment {segment}, where there are no segments");
        Err(NotShared::Wrong(what))
    }
}

/// Why the bytes that a payload mentions cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotShared {
    /// What is wrong with the mention; the payload is malformed.
    Wrong(String),
    /// What keeps this side from reaching the segment; the other side did nothing wrong.
    OutOfReach(String),
}

impl From<String> for NotShared {
    fn from(what: String) -> Self {
        Self::Wrong(what)
    }
}

/// For payloads that hold no objects: one that does is malformed.
#[derive(Debug, Clone, Copy)]
pub struct NoObjects;

impl ObjectSource for NoObjects {
    fn object(&mut self, _id: u64, _type_name: &str) -> Value {
        unreachable!("no objects are expected")
    }

    fn expects_objects(&self) -> bool {
        false
    }
}

/// What a value may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Levels of containers: dropping and printing a value recurses.
    pub depth: u32,
    /// Bytes for copies of parts that are referred to more than once, besides sixteen for each byte of the payload.
    pub copies: usize,
}

impl Default for Limits {
    /// A thousand levels, and a quarter of a gibibyte of copies.
    fn default() -> Self {
        Self { depth: 1000, copies: 256 << 20 }
    }
}

/// Reads a payload.
///
/// # Errors
/// What is wrong with it. Every object that it announced has been made a handle and dropped by then, up to the place of the error if it is
/// malformed, and all of them if [`WireError::is_limit`].
pub fn decode(payload: &[u8], objects: &mut dyn ObjectSource) -> Result<Value, WireError> {
    decode_within(Limits::default(), payload, objects)
}

/// Reads a payload, with limits of one's own.
///
/// # Errors
/// As [`decode`].
pub fn decode_within(
    limits: Limits,
    payload: &[u8],
    objects: &mut dyn ObjectSource,
) -> Result<Value, WireError> {
    read(limits, payload, None, objects)
}

/// Reads a payload; the data of large arrays is not copied but shares the payload's memory.
///
/// # Errors
/// As [`decode`].
pub fn decode_shared(payload: &Bytes, objects: &mut dyn ObjectSource) -> Result<Value, WireError> {
    read(Limits::default(), payload, Some(payload), objects)
}

fn read(
    limits: Limits,
    payload: &[u8],
    shared: Option<&Bytes>,
    objects: &mut dyn ObjectSource,
) -> Result<Value, WireError> {
    match lone_scalar(payload) {
        Some(value) => Ok(value),
        None => Machine::new(limits, payload, shared, objects).run().and_then(whole),
    }
}

/// What most calls give, read without a machine.
fn lone_scalar(payload: &[u8]) -> Option<Value> {
    let [PROTO, PROTOCOL, opcode, operand @ .., STOP] = payload else { return None };
    match (*opcode, operand) {
        (BINFLOAT, &[b0, b1, b2, b3, b4, b5, b6, b7]) => {
            Some(Value::Float(f64::from_be_bytes([b0, b1, b2, b3, b4, b5, b6, b7])))
        }
        (BININT1, &[number]) => Some(Value::Int(i64::from(number))),
        (NONE, []) => Some(Value::None),
        (NEWTRUE, []) => Some(Value::Bool(true)),
        (NEWFALSE, []) => Some(Value::Bool(false)),
        _ => None,
    }
}

/// Reads a payload; what is beyond a limit is left out.
pub(super) fn decode_what_fits(payload: &[u8], objects: &mut dyn ObjectSource) -> Result<Value, WireError> {
    let (value, _left_out) = Machine::new(Limits::default(), payload, None, objects).run()?;
    Ok(value)
}

fn whole((value, left_out): (Value, Option<WireError>)) -> Result<Value, WireError> {
    left_out.map_or(Ok(value), Err)
}
