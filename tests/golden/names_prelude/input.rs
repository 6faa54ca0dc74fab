
pub fn program() -> snakebridge::Result<()> {
    use py::toy as all;
    all::Option::new().call()?.unwrap().call()?;
    all::Vec::new().items(1).call()?;
    all::Some(1).Ok(2).call()?;
    all::Ok(1, 2).call()?;
    all::drop("a").Vec(1).call()?;
    all::str(1).bool(true).call()?;
    let _ = (all::Result::new(), all::Box::new(), all::Object::new(), all::Call::new(), all::Self_::new());
    let _ = (all::core::new(), all::ToPy::new(), all::Clone::new());
    all::snakebridge::new().call()?.codegen().call()?;
    Ok(())
}
