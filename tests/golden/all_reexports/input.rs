use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::shapes::area(1).height(2).run()?;
    toy::surface(1).run()?;
    let shape: toy::Shape = toy::shapes::Shape::new().call()?;
    shape.grow().by(3).run()?;
    toy::uses::count(vec![shape]).run()?;
    toy::hidden_home(1).run()?;
    Ok(())
}
