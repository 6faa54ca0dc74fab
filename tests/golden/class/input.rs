use py::toy::{self, Account};
use snakebridge::{Object, Result};

pub fn program() -> Result<()> {
    let account: Account = Account::new("me").balance(3).call()?;
    account.deposit(5).note("rent").call()?;
    account.close().call()?;
    let name: String = account.owner().call()?;
    account.set_owner(name).call()?;
    account.balance().call()?;
    let other: Account = Account::from_text("x:1").call()?;
    let _: bool = Account::is_valid("x").call()?;
    let _: String = Account::currency().call()?;
    let copied: Account = account.merged(&other).call()?;
    toy::audit(copied).call()?;
    let object: Object = Object::from(account.clone());
    let again = Account::from(object);
    assert!(again == account);
    let _: i64 = again.attr("undeclared").get()?;
    toy::audit(Account::class()).call()?;
    println!("{again:?}");
    Ok(())
}
