use py::flowing;

pub fn program() -> snakebridge::Result<()> {
    let _ = flowing::coroutine(1);
    let _ = flowing::wrapped(1);
    let _ = flowing::partial();
    let _ = flowing::calls(1);
    Ok(())
}
