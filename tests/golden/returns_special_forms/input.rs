use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: i64 = toy::a().call()?;
    let _: String = toy::b().call()?;
    let _: snakebridge::Object = toy::c().call()?;
    let _: snakebridge::Object = toy::d().call()?;
    let _: i64 = toy::e().call()?;
    let _: snakebridge::Object = toy::f().call()?;
    let _: snakebridge::Object = toy::g().call()?;
    let _: snakebridge::Object = toy::h().call()?;
    let _: snakebridge::Object = toy::i().call()?;
    let _: bool = toy::j().call()?;
    let _: Vec<i64> = toy::k().call()?;
    Ok(())
}
