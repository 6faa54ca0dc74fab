use py::toy;
use toy::shapes::{self, Square};

pub fn program() -> snakebridge::Result<()> {
    shapes::area(1).call()?;
    Square::new().call()?;
    toy::shapes::solids::volume(2).exact(true).call()?;
    toy::Shapes::new().call()?;
    Ok(())
}
