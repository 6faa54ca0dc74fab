//! [`py!`](crate::py), [`call!`](crate::call) and [`bindings!`](crate::bindings).

/// Evaluates a Python expression in one round trip; the result is a `Result<T>` of whatever [`FromPy`](crate::FromPy) type is asked for.
///
/// It starts with a dotted path, which is imported, or with a Rust value in braces, and goes on with attributes, calls and items.
/// Arguments are Rust expressions; `name = value` is a keyword argument; a nested `py!(...)` is evaluated in the same round trip.
///
/// ```no_run
/// use snakebridge::{Object, py};
/// # fn main() -> snakebridge::Result<()> {
/// let root: f64 = py!(math.sqrt(16.0))?;
/// let norm: f64 = py!(numpy.linalg.norm(vec![3.0, 4.0], ord = 2))?;
/// let counts: Object = py!(collections.Counter("abracadabra"))?;
/// let most: Vec<(String, i64)> = py!({counts}.most_common(2))?;
/// let of_a: i64 = py!({counts}["a"])?;
/// let total: i64 = py!(builtins.sum(py!({counts}.values())))?;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! py {
    ($($expression:tt)+) => {
        $crate::call!($($expression)+).get()
    };
}

/// The same language as [`py!`](crate::py), but not evaluated: a [`Call`](crate::Call) to build upon, to nest, or to evaluate later.
///
/// ```no_run
/// # fn main() -> snakebridge::Result<()> {
/// let read = snakebridge::call!(pandas.read_csv("data.csv", index_col = 0));
/// let rows: i64 = read.attr("shape").item(0).get()?;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! call {
    ({ $value:expr } $($rest:tt)*) => {
        $crate::__py_chain!([$crate::Call::of(&$value)] $($rest)*)
    };
    ($first:ident $($rest:tt)*) => {
        $crate::__py_path!([stringify!($first)] $($rest)*)
    };
}

/// Collects the leading dotted path.
#[doc(hidden)]
#[macro_export]
macro_rules! __py_path {
    ([$($path:expr),+] . $next:ident $($rest:tt)*) => {
        $crate::__py_path!([$($path,)+ ".", stringify!($next)] $($rest)*)
    };
    ([$($path:expr),+] $($rest:tt)*) => {
        $crate::__py_chain!(
            [$crate::dynamic::path(concat!($($path),+), const { $crate::dynamic::is_raw(concat!($($path),+)) })] $($rest)*
        )
    };
}

/// A name as Python knows it.
#[doc(hidden)]
#[macro_export]
macro_rules! __py_name {
    ($name:ident) => {
        $crate::dynamic::name(stringify!($name), const { $crate::dynamic::is_raw(stringify!($name)) })
    };
}

/// Applies attributes, calls and items.
#[doc(hidden)]
#[macro_export]
macro_rules! __py_chain {
    ([$chain:expr]) => { $chain };
    ([$chain:expr] . $name:ident $($rest:tt)*) => {
        $crate::__py_chain!([$chain.attr($crate::__py_name!($name))] $($rest)*)
    };
    ([$chain:expr] ( $($arguments:tt)* ) $($rest:tt)*) => {
        $crate::__py_chain!([$crate::__py_arguments!([$chain.invoke()] $($arguments)*)] $($rest)*)
    };
    ([$chain:expr] [ py ! ( $($key:tt)+ ) ] $($rest:tt)*) => {
        $crate::__py_chain!([$chain.item($crate::call!($($key)+))] $($rest)*)
    };
    ([$chain:expr] [ $key:expr ] $($rest:tt)*) => {
        $crate::__py_chain!([$chain.item($key)] $($rest)*)
    };
}

/// Adds arguments.
#[doc(hidden)]
#[macro_export]
macro_rules! __py_arguments {
    ([$call:expr]) => { $call };
    ([$call:expr] $name:ident = py ! ( $($value:tt)+ ) $(, $($rest:tt)*)?) => {
        $crate::__py_arguments!(
            [$call.kwarg($crate::__py_name!($name), $crate::call!($($value)+))] $($($rest)*)?
        )
    };
    ([$call:expr] $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::__py_arguments!(
            [$call.kwarg($crate::__py_name!($name), $value)] $($($rest)*)?
        )
    };
    ([$call:expr] py ! ( $($value:tt)+ ) $(, $($rest:tt)*)?) => {
        $crate::__py_arguments!([$call.arg($crate::call!($($value)+))] $($($rest)*)?)
    };
    ([$call:expr] $value:expr $(, $($rest:tt)*)?) => {
        $crate::__py_arguments!([$call.arg($value)] $($($rest)*)?)
    };
}

/// Brings in the wrappers that `snakebridge-build` generated for this program, as `mod py`.
///
/// ```
/// # // Stands in for the file that a build script writes.
/// # macro_rules! include { ($file:expr) => { mod py { pub mod numpy {} } } }
/// snakebridge::bindings!();
/// use py::numpy as np;
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! bindings {
    () => {
        include!(concat!(env!("OUT_DIR"), "/snakebridge.rs"));
    };
}
