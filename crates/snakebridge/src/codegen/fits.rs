//! What wrappers ask of arguments, each kind by one short name: a signature that fits on a line is easier to read, and what rustc says of a
//! mistake can name Python's type.

use snakebridge_core::{Fits, kinds};

macro_rules! names {
    ($($name:ident = $kind:ty, $label:literal;)*) => {
        $(
            #[doc = concat!("[`Fits`]`<", stringify!($kind), ">`")]
            #[diagnostic::on_unimplemented(
                message = "Python wants another type here than `{Self}`",
                label = $label,
                note = "where the annotation is wrong, or the type is one of your own: `Call::of(value)` passes as anything, and so does an `Object` or a `Value`"
            )]
            pub trait $name: Fits<$kind> {}

            #[diagnostic::do_not_recommend]
            impl<T: Fits<$kind>> $name for T {}
        )*
    };
}

names! {
    FitsStr = kinds::Str, "this does not fit `str`";
    FitsStrOrNone = kinds::OrNone<kinds::Str>, "this does not fit `str | None`";
    FitsPathLike = kinds::PathLike, "this does not fit `str | os.PathLike`";
    FitsPathLikeOrNone = kinds::OrNone<kinds::PathLike>, "this does not fit `str | os.PathLike | None`";
    FitsBytes = kinds::Bytes, "this does not fit `bytes`";
    FitsBytesOrNone = kinds::OrNone<kinds::Bytes>, "this does not fit `bytes | None`";
    FitsBool = kinds::Bool, "this does not fit `bool`";
    FitsBoolOrNone = kinds::OrNone<kinds::Bool>, "this does not fit `bool | None`";
    FitsInt = kinds::Int, "this does not fit `int`";
    FitsIntOrNone = kinds::OrNone<kinds::Int>, "this does not fit `int | None`";
    FitsFloat = kinds::Float, "this does not fit `float`";
    FitsFloatOrNone = kinds::OrNone<kinds::Float>, "this does not fit `float | None`";
    FitsComplex = kinds::Complex, "this does not fit `complex`";
    FitsComplexOrNone = kinds::OrNone<kinds::Complex>, "this does not fit `complex | None`";
    FitsList = kinds::List, "this does not fit `list`";
    FitsListOrNone = kinds::OrNone<kinds::List>, "this does not fit `list | None`";
    FitsIterable = kinds::Iterable, "this does not fit `Iterable`";
    FitsIterableOrNone = kinds::OrNone<kinds::Iterable>, "this does not fit `Iterable | None`";
    FitsDict = kinds::Dict, "this does not fit `dict`";
    FitsDictOrNone = kinds::OrNone<kinds::Dict>, "this does not fit `dict | None`";
}
