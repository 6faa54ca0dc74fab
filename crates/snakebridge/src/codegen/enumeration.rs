//! What wrappers of enums have in common.

/// What is the same for every enum: its variants stand for members, `$other` for all that have no variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_enumeration {
    ($name:ident, $path:literal, $qualified:literal, $other:ident, [$($variant:ident = $python:literal),* $(,)?]) => {
        impl $name {
            /// The class itself, as a value.
            pub fn class() -> $crate::codegen::Call {
                $crate::codegen::Call::path($path)
            }
        }

        /// The very member.
        impl $crate::codegen::ToPy for $name {
            fn into_value(self) -> $crate::codegen::Result<$crate::codegen::Value> {
                match self {
                    $(Self::$variant => $crate::codegen::ToPy::into_value(
                        $crate::codegen::Call::path(::core::concat!($path, ".", $python)),
                    ),)*
                    Self::$other(member) => $crate::codegen::ToPy::into_value(member),
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<Kind_> $crate::codegen::Fits<Kind_> for $name {}

        impl $crate::codegen::FromPy for $name {
            const WANT: $crate::codegen::Want = $crate::codegen::Want::Object;

            fn from_value(
                value: $crate::codegen::Value,
            ) -> $crate::codegen::Result<Self, $crate::codegen::ConversionError> {
                let (member, name) = $crate::codegen::member_of(value, $qualified)?;
                ::core::result::Result::Ok(match name.as_deref() {
                    $(::core::option::Option::Some($python) => Self::$variant,)*
                    _ => Self::$other(member),
                })
            }
        }

        /// Python's `str()`.
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let text = $crate::codegen::Call::to("builtins.str").arg(self);
                match text.get::<$crate::codegen::String>() {
                    ::core::result::Result::Ok(text) => f.pad(&text),
                    ::core::result::Result::Err(error) => {
                        ::core::write!(f, "<{}; str() failed: {error}>", $path)
                    }
                }
            }
        }
    };
}
