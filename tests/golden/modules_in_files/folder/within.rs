use super::library as l;

pub fn program() -> snakebridge::Result<()> {
    l::within().call()?;
    Ok(())
}
