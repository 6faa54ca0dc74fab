//! From expressions to bytes: an expression in postfix order, as CPython's unpickler evaluates it.

mod callbacks;
mod lending;
mod standard;
mod steps;
mod values;
mod writer;

use super::frame::{Header, Kind, flags};
use super::{opcode, shape};
use lending::Lent;
pub use lending::{LARGE, Lender, Place};
use snakebridge_core::engine::{Ask, ObjectId};
use snakebridge_core::{Array, Callback, Error, Expr, Native, Object, Result, Value, Want};
use steps::Encoder;

/// What an expression is written for: the names that the other side has for what lives, and the memory that it shares.
pub trait Names {
    /// The id of an object, or why it cannot be used here.
    ///
    /// # Errors
    /// When it lives elsewhere.
    fn object(&self, object: &Object) -> Result<ObjectId>;

    /// The number of a callback that is about to be sent once more.
    ///
    /// # Errors
    /// When callbacks cannot be sent here.
    fn callback(&self, callback: &Callback) -> Result<u64>;

    /// The id of an object that stands for an array: the other side has it already, in memory that both share. `None` if it has to be written out.
    fn array(&self, array: &Array) -> Option<ObjectId> {
        let _written_out = array;
        None
    }

    /// The id of an object that stands for a thing of the host's. `None` if it has to be written out.
    fn native(&self, native: &Native) -> Option<ObjectId> {
        let _written_out = native;
        None
    }

    /// What was named so far is not sent.
    fn take_back(&self) {}

    /// Who lends large buffers to the other side; `None` if they have to cross the wire.
    fn lender(&self) -> Option<&dyn Lender> {
        None
    }
}

/// For what names nothing that lives.
#[derive(Debug, Clone, Copy)]
pub struct NoNames;

impl Names for NoNames {
    fn object(&self, _object: &Object) -> Result<ObjectId> {
        Err(Error::Usage("there is no place for objects here".to_owned()))
    }

    fn callback(&self, _callback: &Callback) -> Result<u64> {
        Err(Error::Usage("there is no place for callbacks here".to_owned()))
    }
}

/// Appends the payload of an expression.
///
/// # Errors
/// What `names` says of an object that is not of this session; [`Error::Usage`] for text that
/// no Python `str` can hold. Nothing is appended then, and nothing lent.
pub fn encode_expr(expr: &Expr, names: &dyn Names, out: &mut Vec<u8>) -> Result<()> {
    all_or_nothing(out, |out| pickle(names, out, |encoder| encoder.expr(expr)))
}

/// Appends a whole frame that asks for something.
///
/// # Errors
/// As [`encode_expr`]. Nothing is appended then.
pub fn encode_ask(id: u32, context: u32, ask: Ask<'_>, names: &dyn Names, out: &mut Vec<u8>) -> Result<()> {
    let (kind, flags) = match ask {
        Ask::Evaluate { want, awaiting, .. } => (Kind::Eval, shape::flags(want) | awaits(awaiting)),
        Ask::Iterate { awaiting, .. } => {
            (Kind::Eval, shape::flags(Want::Object) | flags::ITERATE | awaits(awaiting))
        }
        Ask::Pull { .. } => (Kind::Pull, 0),
    };
    encode_frame(Header { kind, flags, id, context, length: 0 }, out, |out| match ask {
        Ask::Evaluate { expr, want, .. } if shape::flags(want) == shape::SHAPED => {
            let shape = Expr::Value(shape::shape(want));
            pickle(names, out, |encoder| {
                encoder.expr(&shape)?;
                encoder.expr(expr)?;
                encoder.write(&[opcode::TUPLE2]);
                Ok(())
            })
        }
        Ask::Evaluate { expr, .. } | Ask::Iterate { expr, .. } => {
            pickle(names, out, |encoder| encoder.expr(expr))
        }
        Ask::Pull { iterator, count, want } => {
            let rest = [Expr::Value(Value::Int(count.into())), Expr::Value(shape::shape(want))];
            pickle(names, out, |encoder| {
                encoder.object(iterator)?;
                rest.iter().try_for_each(|part| encoder.expr(part))?;
                encoder.write(&[opcode::TUPLE3]);
                Ok(())
            })
        }
    })
}

/// Appends a frame with an expression: a return or a throw.
///
/// # Errors
/// As [`encode_expr`]. Nothing is appended then.
pub fn encode_answer(kind: Kind, call: u32, expr: &Expr, names: &dyn Names, out: &mut Vec<u8>) -> Result<()> {
    encode_frame(Header::new(kind, call, 0), out, |out| pickle(names, out, |encoder| encoder.expr(expr)))
}

/// Appends a throw of an error of the host's own.
pub fn encode_host_error(call: u32, number: u64, type_name: &str, message: &str, out: &mut Vec<u8>) {
    let encoded = encode_frame(Header::new(Kind::Throw, call, 0), out, |out| {
        pickle(&NoNames, out, |encoder| {
            encoder.host_error(number, type_name, message);
            Ok(())
        })
    });
    debug_assert!(encoded.is_ok(), "plain text can always be written");
}

fn awaits(awaiting: bool) -> u8 {
    if awaiting { flags::AWAIT } else { 0 }
}

/// Appends a frame; its length is filled in afterwards.
fn encode_frame(
    mut header: Header,
    out: &mut Vec<u8>,
    payload: impl FnOnce(&mut Vec<u8>) -> Result<()>,
) -> Result<()> {
    let start = out.len();
    all_or_nothing(out, |out| {
        out.extend_from_slice(&header.to_bytes());
        payload(out)
    })?;
    header.length = (out.len() - start - Header::SIZE) as u64;
    out[start..start + Header::SIZE].copy_from_slice(&header.to_bytes());
    Ok(())
}

/// Appends a payload: what `body` writes, and what it takes to lend its large buffers.
fn pickle<'a>(
    names: &dyn Names,
    out: &mut Vec<u8>,
    body: impl Fn(&mut Encoder<'a, '_>) -> Result<()>,
) -> Result<()> {
    let start = out.len();
    let lender = names.lender();
    let append = |lent: Option<Lent<'a>>, out: &mut Vec<u8>| {
        let mut encoder = Encoder::new(names, lent, out);
        encoder.write(&[opcode::PROTO, opcode::PROTOCOL]);
        body(&mut encoder)?;
        encoder.write(&[opcode::STOP]);
        Ok::<_, Error>(encoder.lent)
    };
    let lent = append(lender.map(|_| Lent::default()), out)?;
    if let (Some(lent), Some(lender)) = (lent, lender)
        && !lent.complete(lender, start, out)
    {
        out.truncate(start);
        names.take_back();
        append(None, out)?;
    }
    Ok(())
}

fn all_or_nothing(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<()> {
    let start = out.len();
    write(out).inspect_err(|_| out.truncate(start))
}
