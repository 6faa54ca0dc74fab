use py::toy::{self, Shape};

pub fn program() -> snakebridge::Result<()> {
    toy::area(2.0).height(3.0).call()?;
    let _corners: i64 = Shape::corners().call()?;
    Shape::new("square").call()?.grow(1.0).twice(true).run()?;
    Ok(())
}
