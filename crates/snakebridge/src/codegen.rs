//! The door for generated code: everything that `snakebridge-codegen` emits is named through here, and nothing else is.
//! Only generated code should use it; it changes together with the generator.

mod class;
mod enumeration;
mod protocols;

pub use core::primitive::{bool, f64, i64};
pub use snakebridge_core::engine::{Configured, GeneratedFor, MadeFor};
pub use snakebridge_core::{Args, Call, CallFuture, Object, Slot, ToPy};
pub use std::string::String;

// What the macros below expand to.
#[doc(hidden)]
pub use {
    inventory,
    snakebridge_core::{
        Class, ConversionError, Expr, FromPy, Items, Managed, Name, PythonException, Result, Session, Value,
        Want, member_of,
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
pub type Bytes = Vec<u8>;

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

/// A call with optional arguments: wraps `Call` so that they can be methods.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_builder {
    ($name:ident, $result:ty, $path:literal) => {
        #[doc = ::core::concat!("A call of `", $path, "`. Optional arguments are methods; what is left out is Python's to supply.")]
        #[must_use = "a call does nothing until `.call()`, `.get()`, `.object()` or `.run()` evaluates it"]
        pub struct $name {
            pub(super) call: $crate::codegen::Call<$result>,
        }

        impl $name {
            /// Adds a positional argument.
            pub fn arg(self, value: impl $crate::codegen::ToPy) -> Self {
                Self { call: self.call.arg(value) }
            }

            /// Adds every part of a tuple as a positional argument.
            pub fn args(self, values: impl $crate::codegen::Args) -> Self {
                Self { call: self.call.args(values) }
            }

            /// Adds a keyword argument.
            pub fn kwarg(
                self,
                name: impl ::core::convert::Into<$crate::codegen::Name>,
                value: impl $crate::codegen::ToPy,
            ) -> Self {
                Self { call: self.call.kwarg(name, value) }
            }

            /// An attribute of what this gives.
            pub fn attr(self, name: impl ::core::convert::Into<$crate::codegen::Name>) -> $crate::codegen::Call {
                self.call.attr(name)
            }

            /// A call of a method of what this gives.
            pub fn method(self, name: impl ::core::convert::Into<$crate::codegen::Name>) -> $crate::codegen::Call {
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
                Self { call: self.call.in_session(session) }
            }

            /// The same with another default result.
            pub fn typed<T>(self) -> $crate::codegen::Call<T> {
                self.call.typed()
            }

            /// The expression it has built.
            pub fn into_expr(self) -> $crate::codegen::Result<$crate::codegen::Expr> {
                self.call.into_expr()
            }

            #[doc(hidden)]
            pub fn slot(self, index: ::core::primitive::usize, value: impl $crate::codegen::ToPy) -> Self {
                Self { call: self.call.slot(index, value) }
            }
        }

        impl ::core::ops::Deref for $name {
            type Target = $crate::codegen::Call<$result>;

            fn deref(&self) -> &Self::Target {
                &self.call
            }
        }

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                Self { call: ::core::clone::Clone::clone(&self.call) }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.call, f)
            }
        }

        impl $crate::codegen::ToPy for $name {
            fn into_value(self) -> $crate::codegen::Result<$crate::codegen::Value> {
                $crate::codegen::ToPy::into_value(self.call)
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = $crate::codegen::Result<$result>;
            type IntoFuture = $crate::codegen::CallFuture<$result>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.call)
            }
        }

        impl ::core::convert::From<$name> for $crate::codegen::Call<$result> {
            fn from(builder: $name) -> Self {
                builder.call
            }
        }
    };
}
