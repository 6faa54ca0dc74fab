//! From expressions to bytes: an expression in postfix order, as CPython's unpickler evaluates it.

mod standard;
mod steps;
mod values;
mod writer;

use super::frame::{Header, Kind};
use super::{opcode, shape};
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
    all_or_nothing(out, |out| {
        let mut encoder = Encoder::new(objects, out);
        encoder.write(&[opcode::PROTO, opcode::PROTOCOL]);
        encoder.expr(expr)?;
        encoder.write(&[opcode::STOP]);
        Ok(())
    })
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
    let start = out.len();
    let mut header = Header { kind: Kind::Eval, flags: shape::flags(want), id, length: 0 };
    all_or_nothing(out, |out| {
        out.extend_from_slice(&header.to_bytes());
        if header.flags == shape::SHAPED {
            encode_shaped(expr, want, objects, out)
        } else {
            encode_expr(expr, objects, out)
        }
    })?;
    header.length = (out.len() - start - Header::SIZE) as u64;
    out[start..start + Header::SIZE].copy_from_slice(&header.to_bytes());
    Ok(())
}

/// The pair `(shape, result)`.
fn encode_shaped(expr: &Expr, want: Want, objects: ObjectIds<'_>, out: &mut Vec<u8>) -> Result<()> {
    let shape = Expr::Value(shape::shape(want));
    let mut encoder = Encoder::new(objects, out);
    encoder.write(&[opcode::PROTO, opcode::PROTOCOL]);
    encoder.expr(&shape)?;
    encoder.expr(expr)?;
    encoder.write(&[opcode::TUPLE2, opcode::STOP]);
    Ok(())
}

fn all_or_nothing(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<()> {
    let start = out.len();
    write(out).inspect_err(|_| out.truncate(start))
}
