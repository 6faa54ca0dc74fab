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
//! - [`Callback`] makes Rust functions arguments; [`Call::stream`] gives item by item what Python iterates over; [`Object::with`] is `with`.
//! - Calls can be awaited, with any executor, have deadlines ([`Call::deadline`]) and be cancelled ([`CancelToken`]).
//! - A [`Bridge`] is a pool of interpreters with its own configuration; [`Session`]s are pinned to one of them. A default one is made on first use.
//!
//! The features `arrow`, `chrono`, `jiff`, `ndarray`, `num-complex`, `rust_decimal` and `uuid` make the types of those crates arguments
//! and results, `serde` whatever implements `Serialize` or `Deserialize` (in a `Serde`); the tables are at [`ToPy`](trait@ToPy) and
//! [`FromPy`](trait@FromPy). What one side cannot hold exactly (nanoseconds in Python, a `Decimal` of 40 digits in Rust) is an
//! [`Error::Conversion`].
//!
//! The feature `pyo3` (`snakebridge::pyo3`) passes objects to PyO3 and back, for programs that use both in one process.
//!
//! The feature `tokio` makes async functions callbacks (`Callback::future`), `derive` (on by default) is `#[derive(ToPy, FromPy)]`, and `metrics` counts and
//! times calls for a recorder of the `metrics` crate. Each call is a span of `tracing`, and what Python logs and warns of are its events, without any feature;
//! the names are in `docs/observing.md`.

#[doc(hidden)]
pub mod codegen;
#[doc(hidden)]
pub mod dynamic;
mod macros;
pub mod prelude;

#[cfg(feature = "tokio")]
pub use snakebridge_core::AsyncFunction;
pub use snakebridge_core::{
    About, Args, Arguments, Array, ArrayBuffer, AsyncStream, BigInt, BigUint, Bridge, BridgeBuilder,
    ByteOrder, Call, CallExpr, CallFuture, Callback, CancelToken, Class, Complex, ConversionError, DType,
    Date, DateTime, Decimal, Delta, Element, EngineKind as Engine, Entered, Environment, Error, Exception,
    Expr, Fits, Fraction, Frame, FromPy, Function, FunctionKind, Hint, HostError, Items, Kind, Managed, Name,
    Object, Offset, Panicked, Parameter, ParameterKind, PythonException, Result, Returned, Scoped, Session,
    Settings, StalePolicy, Stopped, Stream, Time, TimedOut, ToPy, Uuid, Value, View, Want, WorkerDeath, Zone,
    f16, kinds,
};

#[cfg(feature = "serde")]
pub use snakebridge_core::Serde;

#[cfg(feature = "pyo3")]
pub use snakebridge_embed::pyo3;

#[doc(hidden)]
pub use snakebridge_core::derive;

/// Sends a struct or enum of your own to Python.
///
/// | Rust | Python |
/// |---|---|
/// | struct with named fields | `dict`; `#[py(rename = "..")]` changes a key |
/// | struct with unnamed fields | `tuple`; with one field, what the field is |
/// | enum variant without a field | `str`, its name; `#[py(rename = "..")]` changes it |
/// | enum variant with one field | what the field is |
///
/// ```
/// use snakebridge::{ToPy, Value};
/// #[derive(ToPy)]
/// struct Point {
///     x: f64,
///     #[py(rename = "type")]
///     kind: Kind,
/// }
/// #[derive(ToPy)]
/// enum Kind {
///     #[py(rename = "round")]
///     Round,
///     Custom(Vec<i64>),
/// }
/// let point = Point { x: 1.0, kind: Kind::Round }.into_value().unwrap();
/// assert_eq!(point, Value::Dict(vec![("x".into(), 1.0.into()), ("type".into(), "round".into())]));
/// assert_eq!(Kind::Custom(vec![]).into_value().unwrap(), Value::List(vec![]));
/// ```
#[cfg(feature = "derive")]
pub use snakebridge_derive::ToPy;

/// Reads a struct or enum of your own from Python.
///
/// | Rust | read from |
/// |---|---|
/// | struct with named fields | a `dict`, any object with such attributes (dataclass, named tuple, pydantic model ...; one more round trip) or a subclass of `dict` |
/// | struct with unnamed fields | a `tuple` or `list`; with one field, what the field is read from |
/// | enum variant without a field | a `str` that is its name, or a member of a Python `Enum` of that name or value |
/// | enum variant with one field | what the field is read from, or a member of an `Enum` with such a value; the first variant that fits |
///
/// A field is missing if Python has no such key or attribute: an `Option` is `None` then, `#[py(default)]` and
/// `#[py(default = function)]` say what else to use, and any other field is an error that names it.
///
/// ```
/// use snakebridge::{FromPy, Value};
/// #[derive(FromPy, Debug, PartialEq)]
/// struct Person {
///     name: String,
///     #[py(rename = "years")]
///     age: u8,
///     nickname: Option<String>,
///     #[py(default)]
///     tags: Vec<String>,
/// }
/// let dict = Value::Dict(vec![("name".into(), "Ada".into()), ("years".into(), 36.into())]);
/// let ada = Person::from_value(dict).unwrap();
/// assert_eq!(ada, Person { name: "Ada".into(), age: 36, nickname: None, tags: vec![] });
///
/// let wrong = Value::Dict(vec![("name".into(), "Ada".into()), ("years".into(), "many".into())]);
/// assert_eq!(Person::from_value(wrong).unwrap_err().to_string(), "expected `int`, found `str` at `$.years`");
/// ```
#[cfg(feature = "derive")]
pub use snakebridge_derive::FromPy;

// The engines make themselves known to the core when they are linked in.
#[cfg(feature = "embed")]
use snakebridge_embed as _;
use snakebridge_worker as _;
