use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: snakebridge::Date = toy::today().call()?;
    let _: snakebridge::DateTime = toy::now().call()?;
    let _: snakebridge::Time = toy::at().call()?;
    let _: Option<snakebridge::Delta> = toy::took().call()?;
    let _: snakebridge::Decimal = toy::price().call()?;
    let _: snakebridge::Fraction = toy::half().call()?;
    let _: snakebridge::Uuid = toy::id().call()?;
    let _: snakebridge::Complex = toy::wave().call()?;
    let _: snakebridge::Object = toy::r#where().call()?;
    Ok(())
}
