use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: String = toy::f_with_x().call()?;
    let _: i64 = toy::f_with_x_(1).call()?;
    let _: snakebridge::Object = toy::f_with_y_as_b(1).call()?;
    let _: toy::B = toy::f_with_y_as_b_2(1).call()?;
    Ok(())
}
