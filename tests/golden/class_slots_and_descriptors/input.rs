use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let slotted = toy::Slotted::new().call()?;
    let _: i64 = slotted.x().call()?;
    slotted.set_x(1).call()?;
    slotted.y().call()?;
    slotted.data().call()?;
    slotted.set_data("x").call()?;
    slotted.computed().call()?;
    Ok(())
}
