//! [`Args`]: positional arguments of any number.

use crate::{Call, ToPy};

/// Positional arguments of any number: tuples. (A list is *one* argument, so it is none of these.)
///
/// ```
/// use snakebridge_core::{Args, Call};
/// fn maximum(numbers: impl Args) -> Call<f64> {
///     Call::to("builtins.max").typed().args(numbers)
/// }
/// assert_eq!(format!("{:?}", maximum((1.5, 2))), "Call(builtins.max(1.5, 2))");
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of arguments",
    label = "positional arguments go into a tuple: `((a, b))`, `((a,))` for one, `(())` for none",
    note = "Python tells nothing about the parameters of this function, so it takes any number of arguments"
)]
pub trait Args {
    #[doc(hidden)]
    fn add_to<R>(self, call: Call<R>) -> Call<R>;
}

macro_rules! tuples {
    ($count:literal: $($name:ident)*) => {
        impl<$($name: ToPy),*> Args for ($($name,)*) {
            #[expect(non_snake_case, reason = "the type parameters double as the names of the parts")]
            #[inline(always)]
            fn add_to<R>(self, call: Call<R>) -> Call<R> {
                let ($($name,)*) = self;
                call$(.arg($name))*
            }
        }
    };
}

impl Args for () {
    fn add_to<R>(self, call: Call<R>) -> Call<R> {
        call
    }
}

crate::tuples::for_tuples!(tuples);
