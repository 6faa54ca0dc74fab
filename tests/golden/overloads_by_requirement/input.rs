use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: Vec<i64> = toy::arange_with_stop(3).call()?;
    let _: Vec<i64> = toy::arange_with_start_stop(1, 3).step(2).call()?;
    let _: snakebridge::Object = toy::arange((1, 3)).call()?;
    Ok(())
}
