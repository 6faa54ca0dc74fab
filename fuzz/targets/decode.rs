//! Any bytes as a payload: refused or read, without a panic, a leak of handles or much memory; what is read is written the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snakebridge_core::{Expr, Result, Value};
use snakebridge_fuzz::Objects;
use snakebridge_fuzz::wire::{self, Limits, NoObjects};

/// Small enough to be reached often.
const LIMITS: Limits = Limits { depth: 100, copies: 1 << 16 };

fuzz_target!(|data: &[u8]| {
    // Half of the inputs need not find the two bytes that every payload starts with.
    let payload = if data.first() == Some(&0x80) { data.to_vec() } else { [b"\x80\x05", data].concat() };
    let mut objects = Objects::new();
    let read = wire::decode_within(LIMITS, &payload, &mut objects);
    match read {
        Ok(value) => stays_the_same(value),
        Err(error) => assert!(error.offset() <= payload.len(), "{error}"),
    }
    assert_eq!(objects.alive(), 0, "handles were leaked");
    let _exception = wire::decode_exception(&payload, &mut objects);
    drop(_exception);
    assert_eq!(objects.alive(), 0, "handles were leaked");
});

fn stays_the_same(value: Value) {
    let Ok(written) = encode(Expr::Value(value)) else { return };
    let again = wire::decode(&written, &mut NoObjects).expect("what was written can be read");
    assert_eq!(encode(Expr::Value(again)).ok(), Some(written));
}

fn encode(expr: Expr) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    wire::encode_expr(&expr, &wire::NoNames, &mut out)?;
    Ok(out)
}
