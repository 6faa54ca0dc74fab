use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let reader = toy::Reader::new().call()?;
    let _: i64 = reader.size().call()?;
    reader.set_size(3).call()?;
    let _: Option<String> = reader.name().call()?;
    let _: snakebridge::Object = reader.lines().call()?;
    let _: toy::Reader = reader.next().call()?;
    let _: i64 = toy::Reader::limit().call()?;
    let _: snakebridge::DateTime = toy::Reader::epoch().call()?;
    Ok(())
}
