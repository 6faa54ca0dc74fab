//! The wire between host and worker, without any I/O: frames, and payloads that are pickles read and written as data.
//!
//! `docs/wire.md` is the contract. Nothing here executes anything that the other side names.

mod call;
mod decode;
mod encode;
mod error;
pub mod events;
mod exception;
mod frame;
mod greeting;
mod hint;
mod lent;
mod opcode;
mod shape;
mod wtf8;

pub use call::call_arguments;
pub use decode::{Limits, NoObjects, NotShared, ObjectSource, decode, decode_shared, decode_within};
pub use encode::{
    LARGE, Lender, Names, NoNames, Place, encode_answer, encode_ask, encode_expr, encode_host_error,
};
pub use error::WireError;
pub use exception::{Raised, decode_exception};
pub use frame::{Frame, FrameReader, Header, Kind, flags};
pub use greeting::greeting;
pub use lent::Lent;
