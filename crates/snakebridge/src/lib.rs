//! Call any Python library from Rust.
//!
//! ```no_run
//! use snakebridge::{prelude::*, py};
//!
//! fn main() -> snakebridge::Result<()> {
//!     let root: f64 = py!(math.sqrt(16.0))?;
//!     let hex: String = py!(hashlib.sha256(b"data").hexdigest())?;
//!     let path: Object = py!(pathlib.Path("/tmp/a.txt"))?;
//!     let suffix: String = py!({path}.suffix)?;
//!     println!("{root} {hex} {suffix}");
//!     Ok(())
//! }
//! ```
//!
//! No set-up, no libpython to link: calls run in a worker process, with the first Python 3.9 or newer that is found
//! (`SNAKEBRIDGE_PYTHON`, an active virtual environment, `python3`). Whatever a library does to that process, the program gets an
//! [`Error`] and the next call works.
//!
//! - [`py!`] writes Python in Rust; [`Call`] is the same as a builder. One expression is one round trip, however long.
//! - Results are read as the type that is asked for ([`FromPy`]), without loss or not at all. [`Object`] keeps them in Python.
//! - [`bindings!`] brings in typed wrappers that `snakebridge-build` generates for what the program uses.
//! - [`Session`]s are independent interpreters; a default one is made on first use.
//!
//! The features `chrono`, `jiff`, `uuid` and `rust_decimal` make the types of those crates arguments and results. What one side
//! cannot hold exactly (nanoseconds in Python, a `Decimal` of 40 digits in Rust) is an [`Error::Conversion`].

#[doc(hidden)]
pub mod codegen;
#[doc(hidden)]
pub mod dynamic;
mod macros;
pub mod prelude;

pub use snakebridge_core::{
    Args, Array, BigInt, Bridge, BridgeBuilder, ByteOrder, Call, CallExpr, Complex, ConversionError, DType,
    Date, DateTime, Decimal, Delta, Element, EngineKind as Engine, Entered, Environment, Error, Exception,
    Expr, Fraction, Frame, FromPy, Hint, Kind, Name, Object, Offset, Result, Session, Settings, Time, ToPy,
    Uuid, Value, Want, WorkerDeath, Zone,
};

// The worker engine makes itself known to the core when it is linked in.
use snakebridge_worker as _;
