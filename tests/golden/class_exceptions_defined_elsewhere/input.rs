use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let error = snakebridge::Call::to("builtins.int").arg("x").run().unwrap_err();
    assert!(!error.is::<toy::Failure>());
    Ok(())
}
