use py::toy;

pub fn program() -> snakebridge::Result<()> {
    use toy::Planet;
    let _: f64 = Planet::EARTH.gravity().call()?;
    let _: f64 = Planet::EARTH.weight(70).unit("g").call()?;
    Planet::MARS.mass().call()?;
    let heaviest: Planet = Planet::heaviest().call()?;
    let _: Planet = heaviest.next().call()?;
    let _: i64 = Planet::count().call()?;
    Planet::MARS.value().call()?;
    Ok(())
}
