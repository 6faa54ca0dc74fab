use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::send("x", "me").call()?;
    toy::send("x", "me").retries(3).call()?;
    Ok(())
}
