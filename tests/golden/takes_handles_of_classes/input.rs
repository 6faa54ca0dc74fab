use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let frame = toy::Frame::new().call()?;
    toy::f(&frame).name(&frame).run()?;
    toy::f(frame.clone()).name(toy::Frame::new().data(1)).run()?;
    toy::f(toy::f(1).name("nested")).name(toy::f(2)).run()?;
    Ok(())
}
