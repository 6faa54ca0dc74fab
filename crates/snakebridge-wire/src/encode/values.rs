//! Values: what has no parts is written at once, the rest of a container waits among the steps.

use super::super::opcode::*;
use super::super::wtf8;
use super::lending::LARGE;
use super::steps::{Encoder, Step};
use super::writer;
use snakebridge_core::{Array, Error, Expr, Object, Result, Value};
use std::slice::Iter;

/// The rest of a list, tuple or set.
pub(super) struct Items<'a> {
    rest: Iter<'a, Value>,
    /// How many may come before the other side should take them off its stack.
    room: usize,
    close: &'static [u8],
}

/// The rest of a dict.
pub(super) struct Pairs<'a> {
    rest: Iter<'a, (Value, Value)>,
    /// The value of a key that was written.
    value: Option<&'a Value>,
    room: usize,
}

/// As many items as CPython's pickler sends at a time.
const BATCH: usize = 1000;

impl<'a> Encoder<'a, '_> {
    /// Writes a value without parts, or opens a container. What stands for an expression is left to the caller.
    pub(super) fn open_value(&mut self, value: &'a Value) -> Result<Option<&'a Expr>> {
        match value {
            Value::List(items) => self.open_batches(EMPTY_LIST, items, &[APPENDS]),
            Value::Set(items) => self.open_batches(EMPTY_SET, items, &[ADDITEMS]),
            Value::Tuple(items) => {
                let close = self.open_tuple(items.len());
                self.steps.push(Step::Items(Items { rest: items.iter(), room: usize::MAX, close }));
            }
            Value::FrozenSet(items) => {
                self.out.push(MARK);
                self.steps.push(Step::Items(Items {
                    rest: items.iter(),
                    room: usize::MAX,
                    close: &[FROZENSET],
                }));
            }
            Value::Dict(items) => {
                self.out.push(EMPTY_DICT);
                if !items.is_empty() {
                    self.out.push(MARK);
                    self.steps.push(Step::Pairs(Pairs { rest: items.iter(), value: None, room: BATCH }));
                }
            }
            Value::Array(array) => self.array(array)?,
            Value::Native(native) => match self.names.native(native) {
                Some(id) => self.object_id(id.0)?,
                None => return native.written().map(Some),
            },
            Value::Expr(expr) => return Ok(Some(expr)),
            other => {
                if !self.leaf(other)? {
                    return Err(Error::Usage(format!(
                        "a `{}` cannot be sent to a worker",
                        other.type_name()
                    )));
                }
            }
        }
        Ok(None)
    }

    fn open_batches(&mut self, empty: u8, items: &'a [Value], close: &'static [u8]) {
        self.out.push(empty);
        if !items.is_empty() {
            self.out.push(MARK);
            self.steps.push(Step::Items(Items { rest: items.iter(), room: BATCH, close }));
        }
    }

    /// Starts a tuple, and says how it ends.
    pub(super) fn open_tuple(&mut self, length: usize) -> &'static [u8] {
        match length {
            0 => &[EMPTY_TUPLE],
            1 => &[TUPLE1],
            2 => &[TUPLE2],
            3 => &[TUPLE3],
            _ => {
                self.out.push(MARK);
                &[TUPLE]
            }
        }
    }

    pub(super) fn items(&mut self, mut items: Items<'a>) -> Result<()> {
        while let Some(item) = items.rest.next() {
            if items.room == 0 {
                self.write(items.close);
                self.out.push(MARK);
                items.room = BATCH;
            }
            items.room -= 1;
            if !self.leaf(item)? {
                self.steps.push(Step::Items(items));
                return self.open_part(item);
            }
        }
        self.write(items.close);
        Ok(())
    }

    pub(super) fn pairs(&mut self, mut pairs: Pairs<'a>) -> Result<()> {
        while let Some(part) = self.next_part(&mut pairs) {
            if !self.leaf(part)? {
                self.steps.push(Step::Pairs(pairs));
                return self.open_part(part);
            }
        }
        self.out.push(SETITEMS);
        Ok(())
    }

    /// The next key or value.
    fn next_part(&mut self, pairs: &mut Pairs<'a>) -> Option<&'a Value> {
        if let Some(value) = pairs.value.take() {
            return Some(value);
        }
        let (key, value) = pairs.rest.next()?;
        if pairs.room == 0 {
            self.write(&[SETITEMS, MARK]);
            pairs.room = BATCH;
        }
        pairs.room -= 1;
        pairs.value = Some(value);
        Some(key)
    }

    fn open_part(&mut self, value: &'a Value) -> Result<()> {
        match self.open_value(value)? {
            Some(expr) => self.open_expr(expr),
            None => Ok(()),
        }
    }

    /// Writes a value if it has no parts.
    #[inline]
    pub(super) fn leaf(&mut self, value: &'a Value) -> Result<bool> {
        match value {
            Value::Float(float) => writer::float(*float, self.out),
            Value::Int(int) => writer::int(*int, self.out),
            Value::Str(text) => writer::text(text.as_bytes(), self.out),
            Value::None => self.out.push(NONE),
            Value::Bool(true) => self.out.push(NEWTRUE),
            Value::Bool(false) => self.out.push(NEWFALSE),
            Value::Bytes(bytes) if bytes.len() < LARGE => writer::bytes(bytes, self.out),
            other => return self.rare_leaf(other),
        }
        Ok(true)
    }

    #[inline(never)]
    fn rare_leaf(&mut self, value: &'a Value) -> Result<bool> {
        match value {
            Value::Bytes(bytes) if self.lend(Tag::SharedBytes, bytes) => {}
            Value::Bytes(bytes) => writer::bytes(bytes, self.out),
            Value::ByteArray(bytes) if self.lend(Tag::SharedByteArray, bytes) => {}
            Value::BigInt(int) => writer::big_int(int, self.out)?,
            Value::ByteArray(bytes) => writer::byte_array(bytes, self.out),
            Value::Wtf8(text) if wtf8::is_valid(text) => writer::text(text, self.out),
            Value::Wtf8(_) => {
                return Err(Error::Usage(
                    "`Value::Wtf8` holds bytes that are no generalised UTF-8".to_owned(),
                ));
            }
            Value::Complex(complex) => {
                self.tag(Tag::Complex);
                writer::float(complex.re, self.out);
                writer::float(complex.im, self.out);
                self.write(&[TUPLE2, REDUCE]);
            }
            Value::Object(object) => self.object(object)?,
            Value::Callback(callback) => self.callback(callback)?,
            other => return self.standard(other),
        }
        Ok(true)
    }

    pub(super) fn object(&mut self, object: &Object) -> Result<()> {
        self.object_id(self.names.object(object)?.0)
    }

    fn object_id(&mut self, id: u64) -> Result<()> {
        match i64::try_from(id) {
            Ok(id) => writer::int(id, self.out),
            Err(_) => writer::big_int(&id.into(), self.out)?,
        }
        self.out.push(BINPERSID);
        Ok(())
    }

    fn array(&mut self, array: &'a Array) -> Result<()> {
        if let Some(id) = self.names.array(array) {
            return self.object_id(id.0);
        }
        self.tag(Tag::Array);
        writer::text(array.dtype().to_string().as_bytes(), self.out);
        let close = self.open_tuple(array.shape().len());
        array.shape().iter().for_each(|&axis| writer::int(axis as i64, self.out));
        self.write(close);
        if !self.place(array.data()) {
            writer::byte_array(array.data(), self.out);
        }
        self.write(&[TUPLE3, REDUCE]);
        Ok(())
    }
}
