use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let thing = toy::Thing::new().new(2).call()?;
    toy::Thing::new_(1).call()?;
    thing.class_().call()?;
    let _ = toy::Thing::class();
    Ok(())
}
