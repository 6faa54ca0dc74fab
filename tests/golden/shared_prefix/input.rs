use py::{toy, toyschema};

pub fn program() -> snakebridge::Result<()> {
    toy::dumps(1).call()?;
    toyschema::validate(1).call()?;
    Ok(())
}
