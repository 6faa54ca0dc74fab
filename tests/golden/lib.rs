//! Every golden case of the generator as a module, so that all of them are compiled.
//!
//! A case is a folder: `input.rs`, a program; `python.json`, what the probe answers about the libraries it uses;
//! `expected.rs`, the wrappers that `snakebridge-codegen` has to make of both. Its test `golden` compares, and with
//! `SNAKEBRIDGE_BLESS=1` rewrites, the last.

#![expect(clippy::print_stdout, reason = "some cases use Python inside of `println!`")]
#![allow(missing_docs, reason = "the programs of the cases are written like programs")]

#![warn(rustdoc::unescaped_backticks)]

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
