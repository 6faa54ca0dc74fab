use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let child = toy::Child::new().call()?;
    let _: String = child.run(3).fast(true).call()?;
    child.stop().call()?;
    let base: &toy::Base = &child;
    let _: i64 = base.run().times(2).call()?;
    Ok(())
}
