pub mod deep;

pub fn program() -> snakebridge::Result<()> {
    super::t::beside().call()?;
    deep::program()
}
