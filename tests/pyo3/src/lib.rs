//! Only tests; see `tests`.
