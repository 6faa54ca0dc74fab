//! What `__call__` requires, a call requires.
use golden::class_callable::py::toy::Model;

fn main() -> snakebridge::Result<()> {
    Model::new().call()?.invoke().call()?;
    Ok(())
}
