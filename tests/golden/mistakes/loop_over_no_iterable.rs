//! A class without `__iter__`.
use golden::class_bases::py::toy::Account;

fn main() -> snakebridge::Result<()> {
    let account = Account::new("me").call()?;
    for _ in &account {}
    Ok(())
}
