use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: f64 = toy::RATIO().call()?;
    let _: i64 = toy::COUNT().call()?;
    let _: String = toy::name().call()?;
    let _: bool = toy::READY().call()?;
    let _: Vec<u8> = toy::MAGIC().call()?;
    let _: Option<i64> = toy::NOTHING().get()?;
    let _: Vec<i64> = toy::items().get()?;
    Ok(())
}
