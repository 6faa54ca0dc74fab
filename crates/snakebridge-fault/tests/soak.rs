//! The short variant of `cargo xtask soak`. In a process of its own, because it looks at what the whole process has.

#![cfg(target_os = "linux")]

use snakebridge_fault::{Soak, report, soak};

#[test]
fn nothing_is_left_of_many_calls() {
    let calls = Soak { calls: 20_000, ..Soak::default() };
    let soaked = soak(&calls, &mut report::sample).expect("all calls give what they should");
    assert!(report::soaked(&soaked), "see above");
}
