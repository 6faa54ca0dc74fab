use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::_sb_(1).run()?;
    toy::f().call()?;
    let thing = toy::Thing::new().call()?;
    thing._sb_().loud(true).run()?;
    toy::inner::g().run()?;
    Ok(())
}
