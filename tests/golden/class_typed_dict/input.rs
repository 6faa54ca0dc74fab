use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let options = toy::Options::new("a").width(1).call()?;
    let _: i64 = options.width().call()?;
    options.set_width(2).call()?;
    let _: String = options.name().call()?;
    let _: Option<i64> = options.method("get").arg("height").get()?;
    Ok(())
}
