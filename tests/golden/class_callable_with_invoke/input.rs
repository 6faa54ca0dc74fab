use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let chain = toy::Chain::new().call()?;
    let _: String = chain.invoke(1).call()?;
    let _: i64 = chain.invoke_(1).verbose(true).call()?;
    Ok(())
}
