use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let (_, _): (i64, String) = toy::pair().call()?;
    let (u, s) = toy::svd().call()?;
    let _: (snakebridge::Object, Vec<f64>) = (u, s);
    let _: snakebridge::Object = toy::empty().call()?;
    let _: snakebridge::Object = toy::unknown().call()?;
    let (_,): (bool,) = toy::one().call()?;
    Ok(())
}
