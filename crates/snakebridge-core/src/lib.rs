//! The core contract of SnakeBridge.
//!
//! Everything a program can ask of Python is one [`Expr`]; one request evaluates one expression and says what it
//! [`Want`]s back. *Hosts* write expressions: [`Call`] is the builder that dynamic calls and generated wrappers share.
//! *Engines* evaluate them: an [`engine::Engine`] starts interpreters, and a [`Session`] pins live [`Object`]s to one of them.
//!
//! No sockets here, no libpython and no code generation. Users depend on the `snakebridge` crate, which re-exports this one.

mod alarm;
mod array;
mod asking;
mod bridge;
mod buffer;
mod call;
mod callback;
mod cancel;
mod class;
mod conversion;
mod current;
mod decimal;
#[doc(hidden)]
pub mod derive;
pub mod engine;
mod error;
mod exception;
mod expr;
mod fits;
mod foreign;
mod fraction;
mod from_py;
mod give;
mod hint;
pub mod host;
mod later;
mod layout;
mod manager;
mod native;
mod object;
mod operators;
mod paths;
mod place;
mod plain;
mod plainly;
mod pool;
#[cfg(test)]
mod pretend;
mod protocols;
mod scalar;
#[cfg(feature = "serde")]
mod serde;
mod session;
mod slots;
mod standard;
mod stream;
mod telemetry;
mod temporal;
mod terms;
mod to_py;
mod tuples;
mod uuid;
mod value;
mod versions;
mod view;
mod want;

pub use array::{Array, ByteOrder, DType, Element, Kind};
pub use asking::CallFuture;
pub use bridge::{Bridge, BridgeBuilder, EngineKind, Settings};
pub use buffer::ArrayBuffer;
pub use call::{Args, Call};
#[cfg(feature = "tokio")]
pub use callback::AsyncFunction;
pub use callback::{
    About, Arguments, Callback, Function, FunctionKind, Parameter, ParameterKind, Returned, WeakCallback,
};
pub use cancel::{CancelToken, OnCancel};
#[doc(hidden)]
pub use class::member_of;
pub use class::{Class, PythonException};
pub use conversion::ConversionError;
pub use current::{Entered, Scope, Scoped};
pub use decimal::Decimal;
pub use error::{Environment, Error, HostError, Panicked, Result, Stopped, TimedOut, WorkerDeath};
pub use exception::{Exception, Frame};
pub use expr::{CallExpr, Expr, Name};
pub use fits::{Fits, kinds};
pub use fraction::Fraction;
pub use from_py::FromPy;
pub use hint::Hint;
pub use manager::Managed;
pub use native::Native;
pub use object::Object;
#[cfg(feature = "serde")]
pub use serde::Serde;
pub use session::Session;
pub use slots::Slot;
pub use stream::{AsyncStream, Items, Stream};
pub use temporal::{Date, DateTime, Delta, Offset, Time, Zone};
pub use to_py::ToPy;
pub use uuid::Uuid;
pub use value::{Complex, Value};
pub use versions::StalePolicy;
pub use view::View;
pub use want::Want;

pub use half::f16;
pub use num_bigint::{BigInt, BigUint};
