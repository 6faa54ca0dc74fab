use py::toy;

pub fn program() -> snakebridge::Result<()> {
    for number in toy::count(3).call()? {
        let _: i64 = number?;
    }
    let _: Option<snakebridge::Result<String>> = toy::words().call()?.next();
    let _: snakebridge::Object = toy::manager().call()?;
    let _: snakebridge::Object = toy::unknown().call()?;
    let _: Option<snakebridge::Result<Vec<u8>>> = toy::lines().call()?.next();
    let _ = toy::count(3).stream::<i64>()?;
    Ok(())
}
