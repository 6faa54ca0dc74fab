//! A base is no instance of what derives from it.
use golden::class_bases::py::toy::{Account, Savings};

fn interest(_: &Savings) {}

fn main() -> snakebridge::Result<()> {
    let account: Account = Account::new("me").call()?;
    interest(&account);
    Ok(())
}
