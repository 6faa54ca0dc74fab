//! A property without a setter.
use golden::class_properties::py::toy::Person;

fn main() -> snakebridge::Result<()> {
    Person::new().call()?.set_age(3).call()?;
    Ok(())
}
