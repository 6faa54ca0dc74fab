//! A constructor is a call: it gives an account when it is evaluated.
use golden::class::py::toy::Account;

fn main() {
    let account = Account::new("me");
    let _ = account.deposit(5);
}
