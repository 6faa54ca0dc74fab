use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let store = toy::Store::from(toy::default().object()?);
    let _: String = store.get("k").call()?;
    let memory = toy::Memory::new().call()?;
    let _: String = memory.get("k").call()?;
    let _: &toy::Store = &memory;
    Ok(())
}
