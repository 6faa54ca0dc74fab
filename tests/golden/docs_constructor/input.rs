pub fn program() -> snakebridge::Result<()> {
    let thing = py::toy::Thing::new(1).b(2.0).call()?;
    thing.go(1).fast(true).call()?;
    Ok(())
}
