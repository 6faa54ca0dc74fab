use py::prototypes;

pub fn program() -> snakebridge::Result<()> {
    prototypes::pybind(1).scale(2.0).call()?;
    prototypes::several(1).call()?;
    Ok(())
}
