use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let thing = toy::Thing::new().call()?;
    thing.set_size_(1).call()?;
    let _: i64 = thing.set_size().call()?;
    thing.set_set_size(2).call()?;
    let _: String = toy::Thing::set_limit(1).call()?;
    toy::Thing::set_limit_(2).call()?;
    Ok(())
}
