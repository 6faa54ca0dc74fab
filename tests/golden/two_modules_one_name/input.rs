use py::toy::{left, right};

pub fn program() -> snakebridge::Result<()> {
    left::thing::run().call()?;
    right::thing::run().fast(true).call()?;
    left::Thing::new().call()?;
    right::Thing::new(1).call()?;
    Ok(())
}
