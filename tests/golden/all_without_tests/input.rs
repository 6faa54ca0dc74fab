use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::work().run()?;
    toy::testing::assert_close(1, 2).run()?;
    Ok(())
}
