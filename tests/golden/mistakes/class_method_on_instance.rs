//! Class methods are called on the class.
use golden::class_factories::py::toy::Frame;

fn main() -> snakebridge::Result<()> {
    Frame::empty().call()?.from_rows([1]).call()?;
    Ok(())
}
