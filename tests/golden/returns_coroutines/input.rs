use py::toy;

pub async fn program() -> snakebridge::Result<()> {
    let _: Vec<u8> = toy::fetch("x").retries(1).await?;
    let _: Vec<u8> = toy::fetch("x").call()?;
    let _: i64 = toy::later().await?;
    let _: String = toy::eventually().seconds(2).await?;
    let _: snakebridge::Object = toy::task().call()?;
    Ok(())
}
