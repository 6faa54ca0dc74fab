//! From expressions to bytes: an expression in postfix order, as CPython's unpickler evaluates it.

mod lending;
mod standard;
mod steps;
mod values;
mod writer;

use super::frame::{Header, Kind};
use super::{opcode, shape};
use lending::Lent;
pub use lending::{LARGE, Lender, Place};
use snakebridge_core::engine::ObjectId;
use snakebridge_core::{Expr, Object, Result, Want};
use steps::Encoder;

/// Finds the id of an object, or says why it cannot be used here.
pub type ObjectIds<'a> = &'a dyn Fn(&Object) -> Result<ObjectId>;

/// Appends the payload of an expression.
///
/// # Errors
/// What `objects` says of an object that is not of this session; [`Error::Usage`](snakebridge_core::Error::Usage) for text that
/// no Python `str` can hold. Nothing is appended then.
pub fn encode_expr(expr: &Expr, objects: ObjectIds<'_>, out: &mut Vec<u8>) -> Result<()> {
    encode_expr_lending(expr, objects, None, out)
}

/// As [`encode_expr`]; large buffers go into a segment, if there is somebody who lends one.
///
/// # Errors
/// As [`encode_expr`]. Nothing is appended then, and nothing lent.
pub fn encode_expr_lending(
    expr: &Expr,
    objects: ObjectIds<'_>,
    lender: Option<&dyn Lender>,
    out: &mut Vec<u8>,
) -> Result<()> {
    payload(objects, lender, out, |encoder| encoder.expr(expr))
}

/// Appends a whole eval frame.
///
/// # Errors
/// As [`encode_expr`]. Nothing is appended then.
pub fn encode_eval(
    id: u32,
    expr: &Expr,
    want: Want,
    objects: ObjectIds<'_>,
    out: &mut Vec<u8>,
) -> Result<()> {
    encode_eval_lending(id, expr, want, objects, None, out)
}

/// As [`encode_eval`]; large buffers go into a segment, if there is somebody who lends one.
///
/// # Errors
/// As [`encode_expr_lending`].
pub fn encode_eval_lending(
    id: u32,
    expr: &Expr,
    want: Want,
    objects: ObjectIds<'_>,
    lender: Option<&dyn Lender>,
    out: &mut Vec<u8>,
) -> Result<()> {
    let start = out.len();
    let mut header = Header { kind: Kind::Eval, flags: shape::flags(want), id, length: 0 };
    all_or_nothing(out, |out| {
        out.extend_from_slice(&header.to_bytes());
        if header.flags == shape::SHAPED {
            encode_shaped(expr, want, objects, lender, out)
        } else {
            encode_expr_lending(expr, objects, lender, out)
        }
    })?;
    header.length = (out.len() - start - Header::SIZE) as u64;
    out[start..start + Header::SIZE].copy_from_slice(&header.to_bytes());
    Ok(())
}

/// The pair `(shape, result)`.
fn encode_shaped(
    expr: &Expr,
    want: Want,
    objects: ObjectIds<'_>,
    lender: Option<&dyn Lender>,
    out: &mut Vec<u8>,
) -> Result<()> {
    let shape = Expr::Value(shape::shape(want));
    payload(objects, lender, out, |encoder| {
        encoder.expr(&shape)?;
        encoder.expr(expr)?;
        encoder.write(&[opcode::TUPLE2]);
        Ok(())
    })
}

/// Appends a payload: what `write` writes, and what it takes to lend its large buffers.
fn payload<'a>(
    objects: ObjectIds<'_>,
    lender: Option<&dyn Lender>,
    out: &mut Vec<u8>,
    write: impl Fn(&mut Encoder<'a, '_>) -> Result<()>,
) -> Result<()> {
    let start = out.len();
    let append = |lent: Option<Lent<'a>>, out: &mut Vec<u8>| {
        all_or_nothing(out, |out| {
            let mut encoder = Encoder::new(objects, lent, out);
            encoder.write(&[opcode::PROTO, opcode::PROTOCOL]);
            write(&mut encoder)?;
            encoder.write(&[opcode::STOP]);
            Ok(encoder.lent)
        })
    };
    let lent = append(lender.map(|_| Lent::default()), out)?;
    if let (Some(lent), Some(lender)) = (lent, lender)
        && !lent.complete(lender, start, out)
    {
        out.truncate(start);
        append(None, out)?;
    }
    Ok(())
}

fn all_or_nothing<T>(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<T>) -> Result<T> {
    let start = out.len();
    write(out).inspect_err(|_| out.truncate(start))
}
