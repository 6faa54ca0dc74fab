use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let numbers = toy::Numbers::new(1).call()?;
    let _: i64 = numbers.open().get()?;
    let _: &toy::Box = &numbers;
    let special = toy::Box::class().item(snakebridge::Call::path("builtins.int"));
    let _ = special.invoke().arg(1).object()?;
    Ok(())
}
