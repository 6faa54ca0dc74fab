use py::toy;

pub async fn program() -> snakebridge::Result<()> {
    use snakebridge::{Call, CancelToken};
    use std::time::Duration;
    let token = CancelToken::new();
    let session = snakebridge::Bridge::builder().build()?.session();
    let call = toy::f(1).y(2).deadline(Duration::from_secs(1)).cancel_with(&token).in_session(&session).awaited();
    let _: Vec<i64> = call.clone().kwarg("z", 3).arg(4).args((5, 6)).call()?;
    let _: Vec<i64> = call.clone().await?;
    let _: snakebridge::Object = call.object()?;
    let _: snakebridge::Stream<i64> = call.stream()?;
    let _: i64 = call.clone().item(0).get()?;
    let _: i64 = call.clone().method("count").arg(1).get()?;
    let _: String = call.clone().typed::<String>().y(3).call()?;
    let _: snakebridge::Value = call.clone().attr("x").get_async().await?;
    let _: snakebridge::Value = call.clone().invoke().get()?;
    let plain: Call<Vec<i64>> = call.clone().into();
    plain.run()?;
    println!("{call:?} {}", call.clone().into_expr()?);
    Ok(())
}
