use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let item = toy::Item::new("a").size(2).call()?;
    let _: String = item.name().call()?;
    item.set_name("b").call()?;
    let _: i64 = item.size().call()?;
    item.tags().call()?;
    let _: i64 = toy::Item::shared().call()?;
    let _: String = toy::Frozen::new("x").call()?.name().call()?;
    Ok(())
}
