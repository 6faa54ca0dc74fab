//! The tuples that have implementations: up to twelve parts, as in the standard library.

/// Calls a macro once for each number of parts, with that number and with names for the parts.
macro_rules! for_tuples {
    ($macro:ident) => {
        $macro!(1: A);
        $macro!(2: A B);
        $macro!(3: A B C);
        $macro!(4: A B C D);
        $macro!(5: A B C D E);
        $macro!(6: A B C D E F);
        $macro!(7: A B C D E F G);
        $macro!(8: A B C D E F G H);
        $macro!(9: A B C D E F G H I);
        $macro!(10: A B C D E F G H I J);
        $macro!(11: A B C D E F G H I J K);
        $macro!(12: A B C D E F G H I J K L);
    };
}
pub(crate) use for_tuples;
