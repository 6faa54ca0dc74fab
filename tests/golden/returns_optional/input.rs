use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: Option<i64> = toy::find("a").call()?;
    let _: Option<String> = toy::title().call()?;
    let _: snakebridge::Object = toy::either().call()?;
    Ok(())
}
