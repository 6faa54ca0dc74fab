use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let child = toy::Child::new().call()?;
    child.method().call()?;
    child.attr().call()?;
    child.invoke().call()?;
    child.go().way(1).call()?;
    let _: i64 = child.size().call()?;
    child.set_size(1).call()?;
    let object: &snakebridge::Object = &child;
    object.method("go").run()?;
    Ok(())
}
