//! Python's syntax as Rust's: operators, loops, `with`.

/// Operators of a class. What one gives is an `Object` unless it is said; nothing is evaluated, so nothing panics.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_operators {
    ($name:ident: $($operator:ident $(-> $result:ty)?),*) => {
        $($crate::__codegen_operators!(@ $operator $name $(, $result)?);)*
    };
    (@ add $($of:tt)*) => { $crate::__codegen_operators!(@binary Add add "operator.add" $($of)*); };
    (@ sub $($of:tt)*) => { $crate::__codegen_operators!(@binary Sub sub "operator.sub" $($of)*); };
    (@ mul $($of:tt)*) => { $crate::__codegen_operators!(@binary Mul mul "operator.mul" $($of)*); };
    (@ truediv $($of:tt)*) => { $crate::__codegen_operators!(@binary Div div "operator.truediv" $($of)*); };
    (@ mod_ $($of:tt)*) => { $crate::__codegen_operators!(@binary Rem rem "operator.mod" $($of)*); };
    (@ and $($of:tt)*) => { $crate::__codegen_operators!(@binary BitAnd bitand "operator.and_" $($of)*); };
    (@ or $($of:tt)*) => { $crate::__codegen_operators!(@binary BitOr bitor "operator.or_" $($of)*); };
    (@ xor $($of:tt)*) => { $crate::__codegen_operators!(@binary BitXor bitxor "operator.xor" $($of)*); };
    (@ lshift $($of:tt)*) => { $crate::__codegen_operators!(@binary Shl shl "operator.lshift" $($of)*); };
    (@ rshift $($of:tt)*) => { $crate::__codegen_operators!(@binary Shr shr "operator.rshift" $($of)*); };
    (@ neg $($of:tt)*) => { $crate::__codegen_operators!(@unary Neg neg "operator.neg" $($of)*); };
    (@ invert $($of:tt)*) => { $crate::__codegen_operators!(@unary Not not "operator.invert" $($of)*); };
    (@binary $trait:ident $method:ident $python:literal $name:ident) => {
        $crate::__codegen_operators!(@binary $trait $method $python $name, $crate::codegen::Object);
    };
    (@binary $trait:ident $method:ident $python:literal $name:ident, $result:ty) => {
        $crate::__codegen_operators!(@binary_on $name, $trait $method $python $name, $result);
        $crate::__codegen_operators!(@binary_on &$name, $trait $method $python $name, $result);
    };
    (@binary_on $left:ty, $trait:ident $method:ident $python:literal $name:ident, $result:ty) => {
        /// Python's operator, not yet called.
        impl<T: $crate::codegen::ToPy> ::core::ops::$trait<T> for $left {
            type Output = $crate::codegen::Call<$result>;

            fn $method(self, right: T) -> Self::Output {
                $crate::codegen::Call::to($python).typed().arg(self).arg(right)
            }
        }
    };
    (@unary $trait:ident $method:ident $python:literal $name:ident) => {
        $crate::__codegen_operators!(@unary $trait $method $python $name, $crate::codegen::Object);
    };
    (@unary $trait:ident $method:ident $python:literal $name:ident, $result:ty) => {
        $crate::__codegen_operators!(@unary_on $name, $trait $method $python $name, $result);
        $crate::__codegen_operators!(@unary_on &$name, $trait $method $python $name, $result);
    };
    (@unary_on $of:ty, $trait:ident $method:ident $python:literal $name:ident, $result:ty) => {
        /// Python's operator, not yet called.
        impl ::core::ops::$trait for $of {
            type Output = $crate::codegen::Call<$result>;

            fn $method(self) -> Self::Output {
                $crate::codegen::Call::to($python).typed().arg(self)
            }
        }
    };
}

/// `for item in &instance`
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_iterable {
    ($name:ident, $item:ty) => {
        impl ::core::iter::IntoIterator for &$name {
            type Item = $crate::codegen::Result<$item>;
            type IntoIter = $crate::codegen::Items<$item>;

            fn into_iter(self) -> Self::IntoIter {
                $crate::codegen::Object::iter(self)
            }
        }
    };
}

/// A context manager that gives itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_manager {
    ($name:ident) => {
        impl $name {
            /// Python's `with` statement; the body gets what it gives: itself.
            pub fn with<T>(
                &self,
                body: impl ::core::ops::FnOnce(Self) -> $crate::codegen::Result<T>,
            ) -> $crate::codegen::Result<$crate::codegen::Managed<T>> {
                $crate::codegen::Object::with(self, |entered| body(::core::convert::From::from(entered)))
            }
        }
    };
}

/// The same for `async with`.
#[doc(hidden)]
#[macro_export]
macro_rules! __codegen_async_manager {
    ($name:ident) => {
        impl $name {
            /// Python's `async with` statement, for code that is not async itself; the body gets what it gives: itself.
            pub fn with_awaited<T>(
                &self,
                body: impl ::core::ops::FnOnce(Self) -> $crate::codegen::Result<T>,
            ) -> $crate::codegen::Result<$crate::codegen::Managed<T>> {
                $crate::codegen::Object::with_awaited(self, |entered| {
                    body(::core::convert::From::from(entered))
                })
            }

            /// Python's `async with` statement; the body gets what it gives: itself.
            pub async fn async_with<T, F>(
                &self,
                body: impl ::core::ops::FnOnce(Self) -> F,
            ) -> $crate::codegen::Result<$crate::codegen::Managed<T>>
            where
                F: ::core::future::Future<Output = $crate::codegen::Result<T>>,
            {
                let body = |entered| body(::core::convert::From::from(entered));
                $crate::codegen::Object::async_with(self, body).await
            }
        }
    };
}
