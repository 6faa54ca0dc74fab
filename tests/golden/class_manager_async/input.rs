use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let client = toy::Client::new().call()?;
    let _ = client.with_awaited(|client: toy::Client| client.fetch("x").run())?;
    drop(async {
        client.async_with(async |client: toy::Client| client.fetch("x").object()).await?.strictly()
    });
    Ok(())
}
