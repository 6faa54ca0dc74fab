use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let limit: i64 = toy::Account::limit().call()?;
    toy::Account::set_limit(limit + 1).call()?;
    toy::Account::set_currency("USD").call()?;
    let _: snakebridge::Object = toy::Account::nothing().call()?;
    Ok(())
}
