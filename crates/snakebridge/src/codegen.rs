//! The door for generated code: everything that `snakebridge-codegen` emits is named through here, and nothing else is.
//! Only generated code should use it; it changes together with the generator.

mod class;
mod enumeration;
mod fits;
mod protocols;

pub use self::fits::*;
pub use core::option::Option;
pub use core::primitive::{bool, f64, i64};
pub use snakebridge_core::engine::{Configured, GeneratedFor, MadeFor};
pub use snakebridge_core::{
    Args, AsyncStream, Call, CallFuture, Complex, Date, DateTime, Decimal, Delta, Fits, Fraction, Object,
    Slot, Stream, Time, ToPy, Uuid, kinds,
};
pub use std::collections::{HashMap, HashSet};
pub use std::string::String;
pub use std::vec::Vec;

// What the macros below expand to.
#[doc(hidden)]
pub use {
    core::{
        convert::{From, Into},
        marker::PhantomData,
        time::Duration,
    },
    inventory,
    snakebridge_core::{
        Bridge, CancelToken, Class, ConversionError, Expr, FromPy, Items, Managed, Name, PythonException,
        Result, Session, Value, Want, member_of,
    },
};

pub use crate::{
    __codegen_async_manager as async_manager, __codegen_builder as builder, __codegen_class as class,
    __codegen_engine as engine, __codegen_enumeration as enumeration, __codegen_exception as exception,
    __codegen_iterable as iterable, __codegen_made_for as made_for, __codegen_manager as manager,
    __codegen_operators as operators, __codegen_register as register, __codegen_slots as slots,
    __codegen_upcasts as upcasts,
};

/// Python's `bytes`.
pub type Bytes = std::vec::Vec<u8>;

/// A call that assigns to an attribute.
pub fn set_attr(object: &Object, name: &'static str, value: impl ToPy) -> Call<()> {
    object.set_attr(name, value)
}

/// A call that assigns to an attribute of a class itself.
pub fn set_class_attr(class: &'static str, name: &'static str, value: impl ToPy) -> Call<()> {
    Call::to("builtins.setattr").typed().arg(Call::path(class)).arg(name).arg(value)
}

/// Tells the run time which interpreter, and which folders of Python files, the wrappers were generated for.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_register {
    ($interpreter:expr, [$($folder:literal),*]) => {
        $crate::codegen::inventory::submit! {
            $crate::codegen::GeneratedFor { interpreter: $interpreter, search_path: &[$($folder),*] }
        }
    };
}

/// Tells the run time which engine the configuration names.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_engine {
    ($name:literal) => {
        $crate::codegen::inventory::submit! {
            $crate::codegen::Configured { engine: $name }
        }
    };
}

/// Tells the run time which version of a library its wrappers were made for.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_made_for {
    ($library:literal, $distribution:literal, $version:literal) => {
        $crate::codegen::inventory::submit! {
            $crate::codegen::MadeFor { library: $library, distribution: $distribution, version: $version }
        }
    };
}

/// Optional parameters that can go by position; `= keyword` marks those that can go by keyword, too.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_slots {
    ($($name:literal $(= $keyword:tt)?),*) => {
        &[$($crate::codegen::Slot { name: $name, keyword: $crate::__codegen_slots!(@ $($keyword)?) }),*]
    };
    (@) => { false };
    (@ keyword) => { true };
}

/// Calls with optional arguments: wraps `Call` so that those can be methods. One such type serves many functions; `F` says which it
/// calls, and has the methods. (A type for each function takes rustc four times as long.)
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_builder {
    ($name:ident) => {
        /// A call with optional arguments, which are methods; what is left out is Python's to supply. `R` is what it gives, `F` the function.
        #[must_use = "a call does nothing until `.call()`, `.get()`, `.object()` or `.run()` evaluates it"]
        pub struct $name<R, F> {
            call: $crate::codegen::Call<R>,
            function: $crate::codegen::PhantomData<fn() -> F>,
        }

        impl<R, F> $name<R, F> {
            /// Adds a positional argument.
            pub fn arg(self, value: impl $crate::codegen::ToPy) -> Self {
                $crate::codegen::From::from(self.call.arg(value))
            }

            /// Adds every part of a tuple as a positional argument.
            pub fn args(self, values: impl $crate::codegen::Args) -> Self {
                $crate::codegen::From::from(self.call.args(values))
            }

            /// Adds a keyword argument.
            pub fn kwarg(
                self,
                name: impl $crate::codegen::Into<$crate::codegen::Name>,
                value: impl $crate::codegen::ToPy,
            ) -> Self {
                $crate::codegen::From::from(self.call.kwarg(name, value))
            }

            /// An attribute of what this gives.
            pub fn attr(
                self,
                name: impl $crate::codegen::Into<$crate::codegen::Name>,
            ) -> $crate::codegen::Call {
                self.call.attr(name)
            }

            /// A call of a method of what this gives.
            pub fn method(
                self,
                name: impl $crate::codegen::Into<$crate::codegen::Name>,
            ) -> $crate::codegen::Call {
                self.call.method(name)
            }

            /// An item of what this gives.
            pub fn item(self, key: impl $crate::codegen::ToPy) -> $crate::codegen::Call {
                self.call.item(key)
            }

            /// A call of what this gives.
            pub fn invoke(self) -> $crate::codegen::Call {
                self.call.invoke()
            }

            /// Evaluates in this session.
            pub fn in_session(self, session: &$crate::codegen::Session) -> Self {
                $crate::codegen::From::from(self.call.in_session(session))
            }

            /// Evaluates in any idle interpreter of this bridge.
            pub fn in_bridge(self, bridge: &$crate::codegen::Bridge) -> Self {
                $crate::codegen::From::from(self.call.in_bridge(bridge))
            }

            /// Fails if it takes longer.
            pub fn deadline(self, allowed: $crate::codegen::Duration) -> Self {
                $crate::codegen::From::from(self.call.deadline(allowed))
            }

            /// Lets a token end it.
            pub fn cancel_with(self, token: &$crate::codegen::CancelToken) -> Self {
                $crate::codegen::From::from(self.call.cancel_with(token))
            }

            /// Awaits what it gives, if that can be awaited.
            pub fn awaited(self) -> Self {
                $crate::codegen::From::from(self.call.awaited())
            }

            /// The same with another default result.
            pub fn typed<T>(self) -> $name<T, F> {
                $crate::codegen::From::from(self.call.typed())
            }

            #[doc(hidden)]
            pub fn slots(self, declared: &'static [$crate::codegen::Slot]) -> Self {
                $crate::codegen::From::from(self.call.slots(declared))
            }

            /// The expression it has built.
            pub fn into_expr(self) -> $crate::codegen::Result<$crate::codegen::Expr> {
                self.call.into_expr()
            }
        }

        impl<R, F> $crate::codegen::From<$crate::codegen::Call<R>> for $name<R, F> {
            fn from(call: $crate::codegen::Call<R>) -> Self {
                Self { call, function: $crate::codegen::PhantomData }
            }
        }

        /// A call of what is at a path.
        impl<R, F> $crate::codegen::From<&'static ::core::primitive::str> for $name<R, F> {
            fn from(path: &'static ::core::primitive::str) -> Self {
                $crate::codegen::From::from($crate::codegen::Call::to(path).typed::<R>())
            }
        }

        impl<R, F> $crate::codegen::From<$name<R, F>> for $crate::codegen::Call<R> {
            fn from(builder: $name<R, F>) -> Self {
                builder.call
            }
        }

        impl<R, F> ::core::ops::Deref for $name<R, F> {
            type Target = $crate::codegen::Call<R>;

            fn deref(&self) -> &Self::Target {
                &self.call
            }
        }

        impl<R, F> ::core::clone::Clone for $name<R, F> {
            fn clone(&self) -> Self {
                $crate::codegen::From::from(::core::clone::Clone::clone(&self.call))
            }
        }

        impl<R, F> ::core::fmt::Debug for $name<R, F> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.call, f)
            }
        }

        impl<R, F> $crate::codegen::ToPy for $name<R, F> {
            fn into_value(self) -> $crate::codegen::Result<$crate::codegen::Value> {
                $crate::codegen::ToPy::into_value(self.call)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<R, F, Kind_> $crate::codegen::Fits<Kind_> for $name<R, F> {}

        impl<R: $crate::codegen::FromPy, F> ::core::future::IntoFuture for $name<R, F> {
            type Output = $crate::codegen::Result<R>;
            type IntoFuture = $crate::codegen::CallFuture<R>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.call)
            }
        }
    };
}
