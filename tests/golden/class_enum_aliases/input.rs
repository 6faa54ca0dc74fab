use py::toy;

pub fn program() -> snakebridge::Result<()> {
    assert_eq!(toy::Level::TOP, toy::Level::HIGH);
    let top = matches!(toy::Level::class().get()?, toy::Level::TOP);
    assert!(top);
    Ok(())
}
