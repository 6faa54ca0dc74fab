//! [`Fits`]: which arguments a parameter of a known Python type takes.

use crate::{
    Array, ArrayBuffer, BigInt, BigUint, Call, Callback, Complex, Date, DateTime, Decimal, Delta, Element,
    Fraction, Object, Stream, Time, ToPy, Uuid, Value,
};
use half::f16;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, Hash};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// An argument for a parameter that Python annotates with `K`, one of [`kinds`].
///
/// What is certainly of another type does not compile: a number where Python wants a `str`. All the rest passes:
/// [`Object`], [`Value`], a [`Call`] whose result nobody knows yet, arrays, dates, decimals, callbacks, handles of generated classes, and every
/// type with `#[derive(ToPy)]`.
///
/// | kind | takes |
/// |---|---|
/// | [`Str`](kinds::Str), [`PathLike`](kinds::PathLike) | strings, `char`, paths |
/// | [`Bytes`](kinds::Bytes) | `Vec<u8>`, `&[u8]`, `[u8; N]` |
/// | [`Bool`](kinds::Bool) | `bool` |
/// | [`Int`](kinds::Int) | integers, `bool` |
/// | [`Float`](kinds::Float) | floats, integers, `bool` |
/// | [`Complex`](kinds::Complex) | those, and complex numbers |
/// | [`List`](kinds::List) | `Vec`, slices, arrays, tuples, sets; what the items are is not looked at |
/// | [`Iterable`](kinds::Iterable) | those, maps and strings |
/// | [`Dict`](kinds::Dict) | maps |
/// | [`OrNone<K>`](kinds::OrNone) | what `K` takes, an `Option` of it, `()` |
///
/// A type with a [`ToPy`] written by hand says itself what it fits; without that, `Call::of(value)` passes everywhere.
///
/// ```
/// use snakebridge_core::{Fits, Result, ToPy, Value, kinds};
/// #[derive(Clone)]
/// struct Celsius(f64);
///
/// impl ToPy for Celsius {
///     fn into_value(self) -> Result<Value> {
///         self.0.into_value()
///     }
/// }
/// impl Fits<kinds::Float> for Celsius {}
///
/// fn sqrt(x: impl Fits<kinds::Float>) -> Result<Value> {
///     x.into_value()
/// }
/// assert_eq!(sqrt(Celsius(21.5))?, Value::Float(21.5));
/// assert_eq!(sqrt(3)?, Value::Int(3));
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "Python wants another type here than `{Self}`",
    label = "this does not fit `{K}`",
    note = "where the annotation is wrong, or the type is one of your own: `Call::of(value)` passes as anything, and so does an `Object` or a `Value`"
)]
pub trait Fits<K>: ToPy {}

/// Python types that the compiler checks arguments against, see [`Fits`]. They are never values.
pub mod kinds {
    /// `str`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Str>) {}
    /// check("text");
    /// ```
    #[derive(Debug)]
    pub enum Str {}
    /// `str` or `os.PathLike`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::PathLike>) {}
    /// check(std::path::Path::new("/tmp"));
    /// ```
    #[derive(Debug)]
    pub enum PathLike {}
    /// `bytes`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Bytes>) {}
    /// check(b"bytes".as_slice());
    /// ```
    #[derive(Debug)]
    pub enum Bytes {}
    /// `bool`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Bool>) {}
    /// check(true);
    /// ```
    #[derive(Debug)]
    pub enum Bool {}
    /// `int`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Int>) {}
    /// check(7u8);
    /// ```
    #[derive(Debug)]
    pub enum Int {}
    /// `float`, which in annotations means `int`, too (PEP 484)
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Float>) {}
    /// check(1.5);
    /// ```
    #[derive(Debug)]
    pub enum Float {}
    /// `complex`, which in annotations means `float`, too
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Complex>) {}
    /// check(1.5);
    /// ```
    #[derive(Debug)]
    pub enum Complex {}
    /// `list`, `tuple`, `set`, `frozenset` and `collections.abc.Sequence`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::List>) {}
    /// check(vec![1, 2]);
    /// ```
    #[derive(Debug)]
    pub enum List {}
    /// `collections.abc.Iterable`, `Collection`, and sequences of what may be `str`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Iterable>) {}
    /// check([1, 2]);
    /// ```
    #[derive(Debug)]
    pub enum Iterable {}
    /// `dict` and `collections.abc.Mapping`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::Dict>) {}
    /// check(std::collections::BTreeMap::from([("a", 1)]));
    /// ```
    #[derive(Debug)]
    pub enum Dict {}
    /// `K | None`
    ///
    /// ```
    /// use snakebridge_core::{Fits, kinds};
    /// fn check(_: impl Fits<kinds::OrNone<kinds::Int>>) {}
    /// check(7);
    /// check(None::<i64>);
    /// ```
    #[derive(Debug)]
    pub struct OrNone<K>(std::marker::PhantomData<fn() -> K>);
}

use kinds::{Bool, Bytes, Complex as ComplexNumber, Dict, Float, Int, Iterable, List, OrNone, PathLike, Str};

macro_rules! fits {
    ($([$($generic:tt)*] $type:ty => $($kind:ident)*;)*) => {
        $(fits!(@each [$($generic)*] $type => $($kind)*);)*
    };
    (@each [] $type:ty => $($kind:ident)*) => {
        $(#[diagnostic::do_not_recommend]
        impl Fits<$kind> for $type {}
        #[diagnostic::do_not_recommend]
        impl Fits<OrNone<$kind>> for $type {})*
    };
    (@each $generic:tt $type:ty => $($kind:ident)*) => {
        $(fits!(@generic $generic $type => $kind);)*
    };
    (@generic [$($generic:tt)*] $type:ty => $kind:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$($generic)*> Fits<$kind> for $type {}
        #[diagnostic::do_not_recommend]
        impl<$($generic)*> Fits<OrNone<$kind>> for $type {}
    };
}

fits! {
    [] &str => Str PathLike Iterable;
    [] String => Str PathLike Iterable;
    [] Cow<'_, str> => Str PathLike Iterable;
    [] char => Str PathLike Iterable;
    [] &OsStr => Str PathLike;
    [] OsString => Str PathLike;
    [] &Path => Str PathLike;
    [] PathBuf => Str PathLike;
    [] bool => Bool Int Float ComplexNumber;
    [] i8 => Int Float ComplexNumber;
    [] i16 => Int Float ComplexNumber;
    [] i32 => Int Float ComplexNumber;
    [] i64 => Int Float ComplexNumber;
    [] i128 => Int Float ComplexNumber;
    [] isize => Int Float ComplexNumber;
    [] u8 => Int Float ComplexNumber;
    [] u16 => Int Float ComplexNumber;
    [] u32 => Int Float ComplexNumber;
    [] u64 => Int Float ComplexNumber;
    [] u128 => Int Float ComplexNumber;
    [] usize => Int Float ComplexNumber;
    [] BigInt => Int Float ComplexNumber;
    [] BigUint => Int Float ComplexNumber;
    [] f16 => Float ComplexNumber;
    [] f32 => Float ComplexNumber;
    [] f64 => Float ComplexNumber;
    [] Complex => ComplexNumber;
    [] Vec<u8> => Bytes;
    [] &[u8] => Bytes;
    [const N: usize] [u8; N] => Bytes;
    [T: ToPy] Vec<T> => List Iterable;
    [T: ToPy + Clone] &[T] => List Iterable;
    [T: ToPy, const N: usize] [T; N] => List Iterable;
    [T: ToPy + Eq + Hash, S: BuildHasher] HashSet<T, S> => List Iterable;
    [T: ToPy + Ord] BTreeSet<T> => List Iterable;
    [K: ToPy + Eq + Hash, V: ToPy, S: BuildHasher] HashMap<K, V, S> => Dict Iterable;
    [K: ToPy + Ord, V: ToPy] BTreeMap<K, V> => Dict Iterable;
}

macro_rules! tuples {
    ($count:literal: $($name:ident)*) => {
        fits! { [$($name: ToPy),*] ($($name,)*) => List Iterable; }
    };
}

crate::tuples::for_tuples!(tuples);

#[diagnostic::do_not_recommend]
impl<K> Fits<OrNone<K>> for () {}
#[diagnostic::do_not_recommend]
impl<K, T: Fits<K>> Fits<OrNone<K>> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<K, T: Fits<K> + Clone> Fits<K> for &T {}
#[diagnostic::do_not_recommend]
impl<K, T: Fits<K>> Fits<K> for Box<T> {}

/// Types that pass as anything: what they are in Python is not known, or not simple.
macro_rules! anything {
    ($([$($generic:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<Kind_, $($generic)*> crate::Fits<Kind_> for $type {})*
    };
}
#[allow(unused_imports, reason = "used by conversions that are behind features")]
pub(crate) use anything;

anything! {
    [] Value;
    [] Object;
    [] Array;
    [] Callback;
    [] Date;
    [] Time;
    [] DateTime;
    [] Delta;
    [] Decimal;
    [] Fraction;
    [] Uuid;
    [] Duration;
    [] SystemTime;
    [R] Call<R>;
    [T] Stream<T>;
    [T: Element] ArrayBuffer<T>;
}
