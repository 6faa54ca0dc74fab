use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: snakebridge::Object = toy::f(1).call()?;
    let _: snakebridge::Object = toy::g().call()?;
    let _: snakebridge::Object = toy::h("x").call()?;
    Ok(())
}
