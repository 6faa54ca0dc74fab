use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let both = toy::Foo::new().call()?;
    both.bar().call()?;
    both.Bar().call()?;
    let _: i64 = toy::Foo::BAR().call()?;
    toy::fOO().x(2).call()?;
    let _: i64 = toy::FOO().call()?;
    toy::foo_().call()?;
    toy::foo::inside().call()?;
    toy::foo::foo::new().call()?;
    Ok(())
}
