use py::toy;

/// Modules that are called like tools of Rust's, whose attributes they would hide: they get an underscore.
pub fn program() -> snakebridge::Result<()> {
    toy::diagnostic_::run().level(2).call()?;
    toy::clippy_::run().call()?;
    toy::rustdoc_::run().call()?;
    toy::Test::new().level(3).call()?;
    Ok(())
}
