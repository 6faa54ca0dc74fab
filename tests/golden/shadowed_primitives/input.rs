use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: bool = toy::bool::new().call()?.is_true().get()?;
    let text: String = toy::String::new().call()?.text().call()?;
    let _ = toy::Into::new().call()?.method(text).call()?;
    let _ = toy::str(1).u8(2).call()?;
    let _ = toy::Object::new().call()?;
    let _ = toy::Call::new(1).call()?.deref(1).call()?;
    let _: Option<i64> = toy::Option::new().a(1).get()?;
    let _ = toy::Some::new(1).call()?;
    let _ = toy::Ok::new(1).call()?;
    Ok(())
}
