use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: i64 = toy::an_int().call()?;
    let _: f64 = toy::a_float().call()?;
    let _: String = toy::a_str().call()?;
    let _: bool = toy::a_bool().call()?;
    let _: Vec<u8> = toy::some_bytes().call()?;
    let () = toy::nothing().call()?;
    let _: snakebridge::BigInt = toy::an_int().get()?;
    let _: Vec<i64> = toy::a_list().call()?;
    let _: i64 = toy::with_option().to(3).call()?;
    Ok(())
}
