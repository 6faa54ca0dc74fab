use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let shape = toy::Shape::new().call()?;
    if let Some(circle) = shape.downcast::<toy::Circle>()? {
        let _: f64 = circle.radius().call()?;
    }
    let _: bool = toy::any_shape().object()?.is_instance(toy::Circle::class()).call()?;
    Ok(())
}
