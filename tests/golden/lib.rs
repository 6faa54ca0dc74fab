//! Every golden case of the generator as a module, so that all of them are compiled.
//!
//! A case is a folder: `input.rs`, a program, with the files that it includes and the modules that it declares;
//! `python.json`, what the probe answers about the libraries it uses; `expected.rs`, the wrappers that `snakebridge-codegen` has to make of both. Its test `golden` compares, and with
//! `SNAKEBRIDGE_BLESS=1` rewrites, the last.

#![expect(clippy::print_stdout, reason = "some cases use Python inside of `println!`")]
#![allow(
    mixed_script_confusables,
    reason = "Python's names may be of any script; rustc wants this said for the whole crate"
)]
#![allow(
    clippy::mutable_key_type,
    clippy::eq_op,
    reason = "objects compare and hash by identity, and operators are Python's"
)]
#![allow(missing_docs, unreachable_pub, reason = "the programs of the cases are written like programs")]
#![warn(rustdoc::unescaped_backticks)]

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
