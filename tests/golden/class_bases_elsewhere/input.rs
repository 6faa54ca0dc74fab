use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let disc = toy::solids::round::Disc::new(1.0).call()?;
    let _: f64 = disc.radius().call()?;
    let _: f64 = disc.area().call()?;
    let shape: &toy::shapes::Shape = &disc;
    let _: f64 = shape.area().call()?;
    Ok(())
}
