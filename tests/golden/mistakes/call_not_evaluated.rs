//! Nothing happens without `.call()`.
#![deny(unused_must_use)]
use golden::class::py::toy::Account;

fn main() {
    Account::new("me").balance(3);
}
