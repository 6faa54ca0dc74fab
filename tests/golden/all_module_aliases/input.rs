use py::toy::la;
use py::toy::compat;

pub fn program() -> snakebridge::Result<()> {
    la::norm(1).ord(2).run()?;
    compat::norm(1).run()?;
    compat::old::norm(1).run()?;
    py::toy::linear::norm(1).run()?;
    Ok(())
}
