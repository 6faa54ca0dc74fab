use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::show().call()?;
    toy::show().arg(1).arg("two").sep(", ").call()?;
    toy::tagged("b").level(2).arg("more").args((1, 2)).call()?;
    toy::plain(1).arg(2).call()?;
    Ok(())
}
