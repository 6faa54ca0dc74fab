use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: String = toy::__version__().call()?;
    toy::__secret__(1).call()?;
    let thing = toy::Thing::new().call()?;
    let _: i64 = thing.__len__().call()?;
    thing.__getitem__("k").call()?;
    thing._protected().call()?;
    thing._Thing__private().call()?;
    thing.trailing_().call()?;
    thing.__().call()?;
    Ok(())
}
