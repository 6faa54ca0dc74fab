use py::toy;

pub async fn program() -> snakebridge::Result<()> {
    let mut ticks = toy::ticks().await?;
    let _: Option<snakebridge::Result<i64>> = ticks.next().await;
    let _: Option<snakebridge::Result<String>> = toy::events().limit(3).call()?.next().await;
    Ok(())
}
