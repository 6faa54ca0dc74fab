use py::datetime;

pub fn program() -> snakebridge::Result<()> {
    let span = datetime::timedelta::new().hours(2).call()?;
    span.total_seconds().call()?;
    span.days().call()?;
    datetime::datetime::fromtimestamp(0.0).call()?.year().call()?;
    Ok(())
}
