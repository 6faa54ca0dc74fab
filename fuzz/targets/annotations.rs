//! Any text as an annotation: something or nothing is understood, without a panic and without an end of the stack.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snakebridge_codegen::fuzzing::{annotation, signature};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    assert_eq!(annotation(&format!(" {text}\n")), annotation(&text), "spaces around it mean something");
    let shown = signature(&text);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "control characters: {shown:?}");
    assert!(shown.starts_with("library.function("), "{shown:?}");
});
