//! The door for generated code: everything that `snakebridge-codegen` emits is named through here, and nothing else is.
//! Only generated code should use it; it changes together with the generator.

pub use core::primitive::{bool, f64, i64};
pub use snakebridge_core::engine::{GeneratedFor, MadeFor};
pub use snakebridge_core::{Args, Call, CallFuture, Object, Slot, ToPy};
pub use std::string::String;

// What the macros below expand to.
#[doc(hidden)]
pub use {
    inventory,
    snakebridge_core::{ConversionError, Expr, FromPy, Name, Result, Session, Value, Want},
};

pub use crate::{
    __codegen_builder as builder, __codegen_class as class, __codegen_made_for as made_for,
    __codegen_register as register, __codegen_slots as slots,
};

/// Python's `bytes`.
pub type Bytes = Vec<u8>;

/// A call that assigns to an attribute.
pub fn set_attr(object: &Object, name: &'static str, value: impl ToPy) -> Call<()> {
    object.set_attr(name, value)
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

/// What is the same for every class.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_class {
    ($name:ident, $path:literal) => {
        impl $name {
            /// The class itself, as a value.
            pub fn class() -> $crate::codegen::Call {
                $crate::codegen::Call::path($path)
            }
        }

        impl ::core::ops::Deref for $name {
            type Target = $crate::codegen::Object;

            fn deref(&self) -> &$crate::codegen::Object {
                &self.object
            }
        }

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                Self { object: ::core::clone::Clone::clone(&self.object) }
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> $crate::codegen::bool {
                ::core::cmp::PartialEq::eq(&self.object, &other.object)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.object, state);
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.object, f)
            }
        }

        /// Python's `str()`.
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.object, f)
            }
        }

        impl $crate::codegen::ToPy for $name {
            fn into_value(self) -> $crate::codegen::Result<$crate::codegen::Value> {
                $crate::codegen::ToPy::into_value(self.object)
            }
        }

        impl $crate::codegen::FromPy for $name {
            const WANT: $crate::codegen::Want = $crate::codegen::Want::Object;

            fn from_value(
                value: $crate::codegen::Value,
            ) -> $crate::codegen::Result<Self, $crate::codegen::ConversionError> {
                let object = <$crate::codegen::Object as $crate::codegen::FromPy>::from_value(value)?;
                ::core::result::Result::Ok(Self { object })
            }
        }

        /// Takes an object for an instance, as Python does: whether it is one shows when it is used.
        impl ::core::convert::From<$crate::codegen::Object> for $name {
            fn from(object: $crate::codegen::Object) -> Self {
                Self { object }
            }
        }

        impl ::core::convert::From<$name> for $crate::codegen::Object {
            fn from(instance: $name) -> Self {
                instance.object
            }
        }
    };
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
