use py::toy::Frame;

pub fn program(rows: Vec<i64>) -> snakebridge::Result<()> {
    let frame = Frame::new(rows.clone()).index(1).call()?;
    let other = Frame::from_records(rows).exclud("a").call()?;
    println!("{frame} {other}");
    Ok(())
}
