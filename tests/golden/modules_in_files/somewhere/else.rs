use super::*;

pub fn program() -> snakebridge::Result<()> {
    t::moved().call()?;
    Ok(())
}
