pub(crate) use super::super::inline::library;

pub fn program() -> snakebridge::Result<()> {
    library::deep().call()?;
    Ok(())
}
