pub fn program() -> snakebridge::Result<()> {
    py::toy::f().x(py::toy::inner::g()).call()?;
    let thing = py::toy::Thing::new().call()?;
    thing.r#type().y(1).call()?;
    thing.other().call()?;
    thing.size().call()?;
    thing.set_size(1).call()?;
    Ok(())
}
