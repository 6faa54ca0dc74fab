//! What is read from a value is no class.
use golden::class_downcast::py::toy::Shape;

fn main() -> snakebridge::Result<()> {
    Shape::new().call()?.downcast::<String>()?;
    Ok(())
}
