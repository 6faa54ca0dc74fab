use py::toy::{Documented, numpydoc, wild};

pub fn program() -> snakebridge::Result<()> {
    wild(1).call()?;
    numpydoc(1).ord(2).call()?;
    Documented::new().call()?.run_all().call()?;
    Ok(())
}
