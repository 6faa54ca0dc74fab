use py::prototypes;

pub fn program() -> snakebridge::Result<()> {
    prototypes::groups("a").call()?;
    prototypes::numpy(1, 2).call()?;
    prototypes::cython(1).b(2.5).call()?;
    prototypes::boost(1).b("y").call()?;
    Ok(())
}
