//! The wire between host and worker, without any I/O: frames, and payloads that are pickles read and written as data.
//!
//! `docs/wire.md` is the contract. Nothing here executes anything that the other side names.

mod decode;
mod encode;
mod error;
mod exception;
mod frame;
mod opcode;
mod shape;
mod wtf8;

pub use decode::{Limits, NoObjects, ObjectSource, decode, decode_shared, decode_within};
pub use encode::{
    LARGE, Lender, ObjectIds, Place, encode_eval, encode_eval_lending, encode_expr, encode_expr_lending,
};
pub use error::WireError;
pub use exception::decode_exception;
pub use frame::{Frame, FrameReader, Header, Kind};
