use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::Foo::new().a(1).call()?;
    toy::Foo_::new().c(1).call()?;
    toy::Foo__::Inner::new().b(2).call()?;
    Ok(())
}
