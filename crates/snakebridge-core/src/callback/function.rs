//! Closures and functions as callbacks.

use super::{About, Arguments, Callback};
use crate::{Error, FromPy, Result, ToPy, Value, Want};

/// What a callback may give: a value, or a `Result` of one. The error may be anything that boxes as an error: [`Error`], a type of
/// your own, a `String`.
///
/// ```
/// use snakebridge_core::Callback;
/// let plain = Callback::new(|n: i64| n / 2);
/// let fallible = Callback::new(|n: i64| if n % 2 == 0 { Ok(n / 2) } else { Err(format!("{n} is odd")) });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a callback can give to Python",
    label = "a callback gives a value that is `ToPy`, or a `Result` of one with an error",
    note = "a closure that uses `?` has to say its type: `|x: i64| -> snakebridge::Result<i64> {{ .. }}`"
)]
pub trait Returned<Marker> {
    #[doc(hidden)]
    fn into_result(self) -> Result<Value>;
}

#[doc(hidden)]
#[derive(Debug)]
pub enum Plain {}

#[doc(hidden)]
#[derive(Debug)]
pub enum Fallible {}

impl<T: ToPy> Returned<Plain> for T {
    fn into_result(self) -> Result<Value> {
        self.into_value()
    }
}

impl<T: ToPy, E: Into<Box<dyn std::error::Error + Send + Sync>>> Returned<Fallible> for Result<T, E> {
    fn into_result(self) -> Result<Value> {
        self.map_err(Error::host)?.into_value()
    }
}

/// A Rust function of up to twelve [`FromPy`] arguments that can be a [`Callback`].
///
/// ```
/// use snakebridge_core::{Callback, Function};
/// fn documented<Shape>(function: impl Function<Shape>) -> Callback {
///     Callback::new(function).doc("From Rust.")
/// }
/// let sum = documented(|left: i64, right: i64| left + right);
/// ```
#[diagnostic::on_unimplemented(
    message = "this is no function that Python can call",
    label = "arguments have to be `FromPy`, and what it gives `ToPy` or a `Result`",
    note = "a closure has to name the types of its arguments: `|x: i64, name: String| ..`"
)]
pub trait Function<Shape>: Send + Sync + 'static {
    #[doc(hidden)]
    const ARGUMENTS: Want;

    #[doc(hidden)]
    fn call(&self, arguments: Arguments) -> Result<Value>;
}

impl<F, R, M> Function<(M,)> for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Returned<M>,
{
    const ARGUMENTS: Want = Want::Tuple(&[]);

    fn call(&self, arguments: Arguments) -> Result<Value> {
        let [] = arguments.exactly()?;
        self().into_result()
    }
}

macro_rules! functions {
    ($count:literal: $($name:ident)*) => {
        impl<Func, R, M, $($name: FromPy),*> Function<(M, $($name),*)> for Func
        where
            Func: Fn($($name),*) -> R + Send + Sync + 'static,
            R: Returned<M>,
        {
            const ARGUMENTS: Want = <($($name,)*) as FromPy>::WANT;

            #[expect(non_snake_case, reason = "the type parameters double as the names of the arguments")]
            fn call(&self, arguments: Arguments) -> Result<Value> {
                let function = arguments.function().clone();
                let [$($name),*] = arguments.exactly::<$count>()?;
                let mut index = 0;
                self($({
                    index += 1;
                    super::arguments::read::<$name>($name, index, &function)?
                }),*)
                .into_result()
            }
        }
    };
}

crate::tuples::for_tuples!(functions);

impl Callback {
    /// A closure or function of up to twelve arguments, which Python gives by position. The arguments are read as the closure's types
    /// say: an [`Object`](crate::Object) stays in Python.
    ///
    /// What is not of that type is [`Error::Conversion`], which names the argument; a wrong number of arguments is Python's `TypeError`.
    /// An error that the closure gives is raised in Python, and if it comes back to the host it is the same error; see [`Error::host`] and
    /// [`Error::raise`]. A panic becomes an exception, too.
    ///
    /// The name that Python sees is the function's own, and `callback` for a closure; see [`named`](Self::named).
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Callback};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let words = ["banana", "fig", "apple"];
    /// let sorted: Vec<String> =
    ///     Call::to("builtins.sorted").arg(words).kwarg("key", Callback::new(|word: String| word.len())).get()?;
    ///
    /// let halve = Callback::new(|n: i64| if n % 2 == 0 { Ok(n / 2) } else { Err(format!("{n} is odd")) });
    /// let halves: Vec<i64> = Call::to("builtins.list").arg(Call::to("builtins.map").arg(halve).arg([2, 4])).get()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new<F: Function<Shape>, Shape>(function: F) -> Self {
        let about =
            About { args: F::ARGUMENTS, name: super::builder::name_of::<F>().into(), ..About::default() };
        Self::answering(about, move |arguments, answer| answer(function.call(arguments)))
    }

    /// A function of any arguments, by position and by keyword.
    ///
    /// ```no_run
    /// use snakebridge_core::{Arguments, Call, Callback, Result};
    /// # fn main() -> Result<()> {
    /// let scaled = Callback::variadic(|mut given: Arguments| -> Result<f64> {
    ///     let factor: f64 = given.keyword("factor")?.unwrap_or(1.0);
    ///     let x: f64 = given.get(0)?;
    ///     given.reject_others()?;
    ///     Ok(x * factor)
    /// });
    /// let six: f64 = Call::to("functools.partial").arg(scaled).arg(2.0).invoke().kwarg("factor", 3.0).get()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn variadic<R: Returned<M>, M>(function: impl Fn(Arguments) -> R + Send + Sync + 'static) -> Self {
        Self::answering(About::default(), move |arguments, answer| answer(function(arguments).into_result()))
    }

    /// The same with every argument read as a `T`, by position and by keyword, where it is not said one by one: `args_as::<Object>()` keeps
    /// them all in Python, so that each is the very object that Python gave.
    ///
    /// ```
    /// use snakebridge_core::{Arguments, Callback, Object};
    /// let first = Callback::variadic(|mut given: Arguments| given.get::<Object>(0)).args_as::<Object>();
    /// ```
    #[must_use]
    pub fn args_as<T: FromPy>(mut self) -> Self {
        let about = self.about_mut();
        about.args = <Vec<T> as FromPy>::WANT;
        about.kwarg = T::WANT;
        self
    }
}
