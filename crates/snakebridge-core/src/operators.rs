//! Rust's operators on objects and calls: each is a call into Python's module `operator`, not yet made.

use crate::{Call, Object, ToPy};
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Rem, Shl, Shr, Sub};

macro_rules! binary {
    ($($rust:ident $method:ident $python:literal;)*) => {
        $(
            #[doc = concat!("Python's `", $python, "`, not yet called.")]
            impl<T: ToPy> $rust<T> for &Object {
                type Output = Call;

                fn $method(self, right: T) -> Call {
                    Call::to($python).arg(self).arg(right)
                }
            }

            #[doc = concat!("Python's `", $python, "`, not yet called.")]
            impl<R, T: ToPy> $rust<T> for Call<R> {
                type Output = Call;

                fn $method(self, right: T) -> Call {
                    Call::to($python).arg(self).arg(right)
                }
            }
        )*
    };
}

binary! {
    Add add "operator.add";
    Sub sub "operator.sub";
    Mul mul "operator.mul";
    Div div "operator.truediv";
    Rem rem "operator.mod";
    BitAnd bitand "operator.and_";
    BitOr bitor "operator.or_";
    BitXor bitxor "operator.xor";
    Shl shl "operator.lshift";
    Shr shr "operator.rshift";
}

macro_rules! unary {
    ($($rust:ident $method:ident $python:literal;)*) => {
        $(
            #[doc = concat!("Python's `", $python, "`, not yet called.")]
            impl $rust for &Object {
                type Output = Call;

                fn $method(self) -> Call {
                    Call::to($python).arg(self)
                }
            }

            #[doc = concat!("Python's `", $python, "`, not yet called.")]
            impl<R> $rust for Call<R> {
                type Output = Call;

                fn $method(self) -> Call {
                    Call::to($python).arg(self)
                }
            }
        )*
    };
}

unary! {
    Neg neg "operator.neg";
    Not not "operator.invert";
}

macro_rules! named {
    ($($method:ident $python:literal $operator:literal;)*) => {
        /// Operators that Rust has no sign for, and comparisons, of which Rust wants a `bool`: an array gives an array.
        impl Object {
            $(
                #[doc = concat!("Python's `", $operator, "`, not yet called.")]
                ///
                /// ```no_run
                /// # fn example(object: &snakebridge_core::Object) -> snakebridge_core::Result<()> {
                #[doc = concat!("let result = object.", stringify!($method), "(3).object()?;")]
                /// # Ok(())
                /// # }
                /// ```
                pub fn $method(&self, right: impl ToPy) -> Call {
                    Call::to($python).arg(self).arg(right)
                }
            )*
        }
    };
}

named! {
    lt "operator.lt" "<";
    le "operator.le" "<=";
    gt "operator.gt" ">";
    ge "operator.ge" ">=";
    differs "operator.ne" "!=";
    pow "operator.pow" "**";
    floordiv "operator.floordiv" "//";
    matmul "operator.matmul" "@";
}
