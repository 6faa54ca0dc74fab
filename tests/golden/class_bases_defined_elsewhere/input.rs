use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let child = toy::Child::new().call()?;
    child.ping().call()?;
    child.hidden().call()?;
    let _: &toy::Base = &child;
    Ok(())
}
