use t as alias_of_items;

fn from_items() -> snakebridge::Result<()> {
    t::from_items().call()?;
    Ok(())
}
