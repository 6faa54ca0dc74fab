use py::toy;

pub fn program() -> snakebridge::Result<()> {
    assert_eq!(toy::Level::top, toy::Level::HIGH);
    let top = matches!(toy::Level::class().get()?, toy::Level::top);
    assert!(top);
    Ok(())
}
