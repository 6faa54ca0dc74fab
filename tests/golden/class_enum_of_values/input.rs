use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: bool = snakebridge::Call::of(toy::Code::OK).object()?.lt(toy::Code::MISSING).get()?;
    let _: i64 = (toy::Code::OK + 1).get()?;
    let _ = [toy::Name::FIRST];
    Ok(())
}
