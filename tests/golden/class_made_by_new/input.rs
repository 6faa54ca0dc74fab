use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _ = toy::Interned::new("a").lower(true).call()?;
    Ok(())
}
