use py::flowing;

pub fn program() -> snakebridge::Result<()> {
    let _ = flowing::generator(1);
    let _ = flowing::async_generator(1);
    let _ = flowing::cached(1);
    let _ = flowing::context(1);
    Ok(())
}
