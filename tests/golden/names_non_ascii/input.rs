use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: i64 = toy::π().call()?;
    toy::größe(1).высота(2).call()?;
    let bird = toy::Ñandú::new().call()?;
    let _: i64 = bird.édad().call()?;
    bird.set_édad(3).call()?;
    toy::fine().call()?;
    Ok(())
}
