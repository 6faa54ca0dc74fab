use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let foo = toy::Foo::new().call()?;
    foo.bar().call()?;
    foo.Bar().call()?;
    let _: i64 = toy::Foo::BAR().call()?;
    toy::fOO().x(2).call()?;
    let _: i64 = toy::FOO().call()?;
    toy::foo_().call()?;
    toy::foo::inside().call()?;
    toy::foo::foo::new().call()?;
    Ok(())
}
