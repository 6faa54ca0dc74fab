use py::*;

pub fn program() -> snakebridge::Result<()> {
    toy::one().call()?;
    other::three().call()?;
    let _ = std::env::args();
    inside::program()
}

mod inside {
    use super::py::*;
    use other::nested;

    pub fn program() -> snakebridge::Result<()> {
        toy::two().call()?;
        nested::four().call()?;
        Ok(())
    }
}
