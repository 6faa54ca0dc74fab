use py::toy;

pub fn program() -> snakebridge::Result<()> {
    assert_eq!(toy::Level::TOP, toy::Level::HIGH);
    match toy::Level::TOP {
        toy::Level::TOP => {}
        _ => {}
    }
    Ok(())
}
