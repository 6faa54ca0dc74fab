use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let locked = toy::Locked::new("me").call()?;
    locked.unlock().call()?;
    let _: f64 = locked.interest().rate(0.5).call()?;
    let _: i64 = locked.deposit(1).note("of the base").call()?;
    let _: i64 = locked.balance().call()?;
    let savings: &toy::Savings = &locked;
    let _: f64 = savings.interest().call()?;
    let account: &toy::Account = savings;
    let object: &snakebridge::Object = account;
    object.method("deposit").arg(1).run()?;
    let _ = toy::Account::from(locked.clone());
    let _ = toy::Savings::from(locked);
    Ok(())
}
