use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let proxy = toy::Proxy::new().call()?;
    proxy.known().call()?;
    let _: i64 = proxy.attr("whatever").get()?;
    proxy.method("also").arg(1).run()?;
    Ok(())
}
