use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _ = toy::Thing::new("n").cached(false).call()?;
    let _: i64 = toy::Thing::registered().call()?;
    Ok(())
}
