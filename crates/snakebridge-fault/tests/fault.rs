//! The short variant of `cargo xtask fault`. In a process of its own, because it looks at what the whole process has.

#![cfg(target_os = "linux")]

use snakebridge_fault::{Setting, fault, report};

#[test]
fn every_fault_is_survived_and_nothing_is_left() {
    let setting = Setting::short(env!("CARGO_BIN_EXE_snakebridge-fault").into());
    let findings = fault(&setting, "", &mut report::finding);
    assert!(report::verdict(&findings), "see above");
}
