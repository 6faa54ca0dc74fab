use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::_private(1).call()?;
    toy::__().call()?;
    let thing = toy::_Hidden::new().call()?;
    let _: i64 = thing.__len__().call()?;
    thing._internal().call()?;
    toy::class_(1).call()?;
    Ok(())
}
