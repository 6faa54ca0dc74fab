use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: Vec<String> = toy::names().call()?;
    let _: Vec<Vec<f64>> = toy::rows().call()?;
    let _: Vec<i64> = toy::many().call()?;
    let _: snakebridge::Object = toy::anything().call()?;
    let _: Vec<i64> = toy::bare().get()?;
    Ok(())
}
