use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let connection = toy::Connection::new().call()?;
    let _: i64 = connection.with(|connection| connection.query("select 1").call())?.strictly()?;
    let _ = toy::Fluent::new().call()?.with(|fluent: toy::Fluent| fluent.attr("x").run())?;
    let _ = toy::Other::new().call()?.with(|entered: snakebridge::Object| entered.get::<i64>())?;
    Ok(())
}
