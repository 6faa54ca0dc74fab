use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let accounts: Vec<toy::Account> = toy::accounts().get()?;
    let account = accounts[0].clone();
    toy::keep(&account, &accounts).call()?;
    let object: snakebridge::Object = account.clone().into();
    let again: toy::Account = object.into();
    assert_eq!(account, again);
    let set: std::collections::HashSet<toy::Account> = accounts.into_iter().collect();
    println!("{} {account} {account:?}", set.len());
    let _: Option<toy::Account> = toy::accounts().item(0).get()?;
    Ok(())
}
