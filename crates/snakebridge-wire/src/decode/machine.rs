//! The stack machine.

mod leaves;
mod parts;

use super::super::WireError;
use super::super::opcode::*;
use super::input::Input;
use super::memo::Memo;
use super::stack::Stack;
use super::{Limits, ObjectSource};
use bytes::Bytes;
use parts::Whole;
use snakebridge_core::Value;

pub(super) struct Machine<'a> {
    input: Input<'a>,
    stack: Stack,
    memo: Memo,
    limits: Limits,
    objects: &'a mut dyn ObjectSource,
    shared: Option<&'a Bytes>,
    /// The first limit that was met. The machine goes on, leaving out what does not fit, so that every object that the rest of the
    /// payload announces is let go of.
    left_out: Option<WireError>,
}

type Done = Result<(), WireError>;

impl<'a> Machine<'a> {
    pub(super) fn new(
        limits: Limits,
        payload: &'a [u8],
        shared: Option<&'a Bytes>,
        objects: &'a mut dyn ObjectSource,
    ) -> Self {
        let (input, memo) = (Input::new(payload), Memo::new(limits, payload));
        Self { input, stack: Stack::default(), memo, limits, objects, shared, left_out: None }
    }

    /// The value, and the first limit that kept a part of it out.
    pub(super) fn run(mut self) -> Result<(Value, Option<WireError>), WireError> {
        match (self.input.opcode()?, self.input.array()?) {
            (PROTO, [PROTOCOL]) => {}
            _ => return Err(self.input.malformed("no pickle of protocol 5")),
        }
        loop {
            match self.input.opcode()? {
                BINFLOAT => self.stack.push_float(f64::from_be_bytes(self.input.array()?)),
                BININT1 => self.stack.push_int(u8::from_le_bytes(self.input.array()?).into()),
                BININT2 => self.stack.push_int(u16::from_le_bytes(self.input.array()?).into()),
                BININT => self.stack.push_int(i32::from_le_bytes(self.input.array()?).into()),
                NONE => self.stack.push(Value::None),
                NEWTRUE => self.stack.push(Value::Bool(true)),
                NEWFALSE => self.stack.push(Value::Bool(false)),
                SHORT_BINUNICODE => self.text(Input::counted1)?,
                MEMOIZE => self.memoize()?,
                BINGET => {
                    let [number] = self.input.array()?;
                    self.fetch(number.into())?;
                }
                LONG_BINGET => {
                    let number = u32::from_le_bytes(self.input.array()?);
                    self.fetch(number)?;
                }
                MARK => self.stack.mark(),
                STOP => break,
                opcode => self.rare(opcode)?,
            }
        }
        self.finish()
    }

    fn rare(&mut self, opcode: u8) -> Done {
        match opcode {
            LONG1 => self.int(Input::counted1),
            LONG4 => self.int(Input::counted_signed4),
            BINUNICODE => self.text(Input::counted4),
            BINUNICODE8 => self.text(Input::counted8),
            SHORT_BINBYTES => self.bytes(Input::counted1),
            BINBYTES => self.bytes(Input::counted4),
            BINBYTES8 => self.bytes(Input::counted8),
            BYTEARRAY8 => self.byte_array(),
            EMPTY_LIST => self.open(Value::List(Vec::new())),
            EMPTY_SET => self.open(Value::Set(Vec::new())),
            EMPTY_DICT => self.open(Value::Dict(Vec::new())),
            EMPTY_TUPLE => self.open(Value::Tuple(Vec::new())),
            TUPLE1 => self.last(1).and_then(|start| self.close(start, Value::Tuple)),
            TUPLE2 => self.last(2).and_then(|start| self.close(start, Value::Tuple)),
            TUPLE3 => self.last(3).and_then(|start| self.close(start, Value::Tuple)),
            TUPLE => self.unmark().and_then(|start| self.close(start, Value::Tuple)),
            FROZENSET => self.unmark().and_then(|start| self.close(start, Value::FrozenSet)),
            APPEND => self.last(1).and_then(|start| self.extend(start, Whole::List)),
            APPENDS => self.unmark().and_then(|start| self.extend(start, Whole::List)),
            ADDITEMS => self.unmark().and_then(|start| self.extend(start, Whole::Set)),
            SETITEM => self.last(2).and_then(|start| self.extend(start, Whole::Dict)),
            SETITEMS => self.unmark().and_then(|start| self.extend(start, Whole::Dict)),
            STACK_GLOBAL => self.global(),
            REDUCE => self.reduce(),
            POP if self.stack.mark_is_on_top() => self.unmark().map(drop),
            POP => self.last(1).and_then(|start| self.discard(start)),
            POP_MARK => self.unmark().and_then(|start| self.discard(start)),
            FRAME => self.frame(),
            _ => Err(self.input.malformed(format!("opcode {opcode:#04x} is not allowed"))),
        }
    }

    fn frame(&mut self) -> Done {
        let length = u64::from_le_bytes(self.input.array()?);
        if usize::try_from(length).is_ok_and(|length| length <= self.input.left()) {
            return Ok(());
        }
        Err(self.input.malformed(format!("a frame of {length} bytes, {} left", self.input.left())))
    }

    fn finish(mut self) -> Result<(Value, Option<WireError>), WireError> {
        if self.input.left() > 0 {
            return Err(self.input.malformed(format!("{} bytes after the end", self.input.left())));
        }
        if self.stack.is_marked() || self.stack.values.len() != 1 {
            return Err(self.input.malformed("the payload does not make one value"));
        }
        self.settle(0)?;
        let value = self.stack.values.pop().ok_or_else(|| self.input.malformed("no value"))?;
        Ok((value, self.left_out))
    }

    /// Where the last `count` values start.
    fn last(&self, count: usize) -> Result<usize, WireError> {
        self.stack.last(count).ok_or_else(|| self.input.malformed("the stack holds too little"))
    }

    /// Takes the last mark off; what lies above it starts there.
    fn unmark(&mut self) -> Result<usize, WireError> {
        self.stack.unmark().ok_or_else(|| self.input.malformed("there is no mark"))
    }
}
