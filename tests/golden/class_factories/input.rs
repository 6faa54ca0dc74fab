use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let frame: toy::Frame = toy::Frame::from_rows(vec![1]).columns(vec!["a"]).call()?;
    let _: toy::Frame = toy::Frame::empty().call()?;
    let _: toy::Frame = toy::Frame::parse("a").call()?;
    let _: toy::Frame = frame.copy().deep(false).call()?;
    Ok(())
}
