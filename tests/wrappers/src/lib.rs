//! Wrappers of the modules in `python`, generated for what the tests beside use of them, and run by these.

#![allow(
    mixed_script_confusables,
    reason = "Python's names may be of any script; rustc wants this said for the whole crate"
)]

snakebridge::bindings!();
