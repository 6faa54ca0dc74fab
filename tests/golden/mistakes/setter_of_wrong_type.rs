//! The property is annotated as a `str`.
use golden::class_properties::py::toy::Person;

fn main() -> snakebridge::Result<()> {
    Person::new().call()?.set_name(3).call()?;
    Ok(())
}
