//! What wrappers of classes have in common.

/// What is the same for every class. `$base` is what it derefs to: the wrapper of a base class, else `Object`. The last literal
/// says where the class is defined, if that is not its path.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_class {
    ($name:ident, $path:literal $(, $qualified:literal)?) => {
        $crate::__codegen_class!($name: $crate::codegen::Object, $path $(, $qualified)?);
    };
    ($name:ident: $base:ty, $path:literal $(, $qualified:literal)?) => {
        impl $name {
            /// The class itself, as a value.
            pub fn class() -> $crate::codegen::Call {
                $crate::codegen::Call::path($path)
            }
        }

        impl $crate::codegen::Class for $name {
            const PATH: &'static ::core::primitive::str = $path;
            $(const QUALIFIED: &'static ::core::primitive::str = $qualified;)?
        }

        impl ::core::ops::Deref for $name {
            type Target = $base;

            fn deref(&self) -> &$base {
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

        #[diagnostic::do_not_recommend]
        impl<Kind_> $crate::codegen::Fits<Kind_> for $name {}

        impl $crate::codegen::FromPy for $name {
            const WANT: $crate::codegen::Want = $crate::codegen::Want::Object;

            fn from_value(
                value: $crate::codegen::Value,
            ) -> $crate::codegen::Result<Self, $crate::codegen::ConversionError> {
                let object = <$base as $crate::codegen::FromPy>::from_value(value)?;
                ::core::result::Result::Ok(Self { object })
            }
        }

        /// Takes an object for an instance, as Python does: whether it is one shows when it is used. `Object::downcast` asks.
        impl ::core::convert::From<$crate::codegen::Object> for $name {
            fn from(object: $crate::codegen::Object) -> Self {
                Self { object: ::core::convert::From::from(object) }
            }
        }

        impl ::core::convert::From<$name> for $crate::codegen::Object {
            fn from(instance: $name) -> Self {
                ::core::convert::From::from(instance.object)
            }
        }
    };
}

/// An instance is an instance of these, too.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_upcasts {
    ($name:ident: $($base:ty),*) => {
        $(
            impl ::core::convert::From<$name> for $base {
                fn from(instance: $name) -> Self {
                    ::core::convert::From::from(<$crate::codegen::Object as ::core::convert::From<$name>>::from(instance))
                }
            }
        )*
    };
}

/// Instances can be raised.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_exception {
    ($name:ident) => {
        impl $crate::codegen::PythonException for $name {}
    };
}
