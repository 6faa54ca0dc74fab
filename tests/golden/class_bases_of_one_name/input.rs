use py::toy;

/// A class written in Python that stands in for the one in C of the same name, and derives from it.
pub fn program() -> snakebridge::Result<()> {
    let derived = toy::Derived::new().call()?;
    let _: toy::Base = derived.into();
    Ok(())
}
