use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: snakebridge::Object = toy::f("no authority").call()?;
    let _: i64 = toy::g().call()?;
    Ok(())
}
