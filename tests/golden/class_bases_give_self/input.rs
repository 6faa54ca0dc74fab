use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let ordered: toy::Ordered = toy::Ordered::new().call()?.order("name").call()?.limit(3).call()?;
    let query: toy::Query = toy::Query::empty().call()?;
    let _: toy::Query = query.limit(1).call()?;
    let _: i64 = ordered.count().call()?;
    let _: toy::Query = query.r#where("x > 1").call()?;
    Ok(())
}
