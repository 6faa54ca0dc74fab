//! A class without `__add__`.
use golden::class_bases::py::toy::Account;

fn sum(account: &Account) -> snakebridge::Call {
    account + 1
}

fn main() {}
