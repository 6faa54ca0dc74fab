use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let counts = toy::counts().call()?;
    let _: Option<&i64> = counts.get("a");
    let _: Vec<String> = toy::nested().call()?.remove(&1).unwrap_or_default();
    let _: snakebridge::Object = toy::mapping().call()?;
    let _: bool = toy::tags().call()?.contains("x");
    Ok(())
}
