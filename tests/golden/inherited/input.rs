use py::toy::Child;

pub fn program() -> snakebridge::Result<()> {
    let child = Child::new(1).call()?;
    child.from_base().call()?;
    child.own().call()?;
    child.update(vec![(1, 2)]).call()?;
    Ok(())
}
