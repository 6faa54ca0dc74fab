use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let money = toy::Money::new().call()?;
    let total: toy::Money = (&money + &money).call()?;
    let _: toy::Money = (total - &money).call()?;
    let _: f64 = (&money / &money).call()?;
    let negative: toy::Money = (-&money).call()?;
    let _: toy::Money = (negative * 2.0).call()?;
    Ok(())
}
