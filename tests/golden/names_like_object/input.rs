use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let mapping = toy::Mapping::new().call()?;
    mapping.get("a").default(1).call()?;
    mapping.item("a").call()?;
    mapping.attr().call()?;
    mapping.method().call()?;
    let _: i64 = mapping.len().call()?;
    let _: String = mapping.contains(1).call()?;
    mapping.stream().call()?;
    mapping.with_().call()?;
    let _: f64 = mapping.pow(2).call()?;
    let _: String = mapping.type_name().call()?;
    let object: &snakebridge::Object = &mapping;
    let _: usize = object.len().call()?;
    let _: &str = object.type_name();
    let _: bool = snakebridge::Object::contains(&mapping, 1).call()?;
    Ok(())
}
