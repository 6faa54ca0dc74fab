//! An abstract class has no constructor.
use golden::class_abstract::py::toy::Store;

fn main() -> snakebridge::Result<()> {
    Store::new().call()?;
    Ok(())
}
