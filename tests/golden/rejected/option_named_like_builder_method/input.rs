use py::toy;

pub fn program() -> snakebridge::Result<()> {
    // What is most likely meant is the option.
    toy::minimize("f", 1.0).args((1, 2)).method("BFGS").call()?;
    // What cannot be anything else.
    toy::Thread::new().run(true).call()?;
    toy::Thread::new().target(1).get("x").call()?;
    // What is as it should be.
    toy::minimize("f", 1.0).args_((1, 2)).method_("BFGS").run()?;
    snakebridge::Call::from(toy::minimize("f", 1.0)).method("keys").call()?;
    toy::Thread::new().get_("x").run()?;
    Ok(())
}
