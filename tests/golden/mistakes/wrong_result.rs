//! Python says that this is a `str`; `.get::<T>()` reads something else.
use golden::returns::py::toy;

fn main() -> snakebridge::Result<()> {
    let _: i64 = toy::a_str().call()?;
    Ok(())
}
