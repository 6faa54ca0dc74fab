use py::shapes::flat::Square;
use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let square: Square = toy::load().call()?;
    let _: f64 = square.side().call()?;
    Ok(())
}
