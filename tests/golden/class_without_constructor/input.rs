use py::toy;

pub fn program(object: snakebridge::Object) -> snakebridge::Result<()> {
    let shape = toy::Shape::from(object);
    shape.area().call()?;
    Ok(())
}
