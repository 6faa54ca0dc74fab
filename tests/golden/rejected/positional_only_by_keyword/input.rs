pub fn program() -> snakebridge::Result<()> {
    println!("{}", py::toy::pow(2.0, 3.0).kwarg("y", 4.0).get::<f64>()?);
    Ok(())
}
