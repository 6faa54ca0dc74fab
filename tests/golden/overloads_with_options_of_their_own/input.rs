use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: i64 = toy::f(1).call()?;
    let _: String = toy::f_with_a_b(1, "x").c(true).call()?;
    let () = toy::f_with_nothing().call()?;
    Ok(())
}
