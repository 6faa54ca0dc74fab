use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::r#match(1).async_(2).call()?;
    toy::r#fn(1).r#ref(2).yield_(3).call()?;
    let value = toy::r#impl::new().call()?;
    value.r#loop(1).call()?;
    let _: i64 = toy::r#impl::r#move().call()?;
    let _: i64 = value.r#pub().call()?;
    value.set_pub(2).call()?;
    toy::r#gen().r#box(1).r#dyn(2).r#abstract(3).call()?;
    toy::super_(1, 2).call()?;
    Ok(())
}
