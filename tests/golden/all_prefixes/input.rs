use py::{toy, toys};

pub fn program() -> snakebridge::Result<()> {
    toy::used().run()?;
    toys::all_of_it().run()?;
    Ok(())
}
