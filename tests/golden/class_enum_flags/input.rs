use py::toy;

pub fn program() -> snakebridge::Result<()> {
    use toy::Access;
    toy::check(Access::READ | Access::WRITE).call()?;
    let both: Access = (&Access::READ | Access::WRITE).call()?;
    if let Access::Other(combined) = &both {
        println!("{combined}");
    }
    let _: Access = (!Access::READ).call()?;
    let sum: i64 = (toy::Mode::A + 2).get()?;
    let _: toy::Mode = (toy::Mode::A | toy::Mode::B).call()?;
    assert_eq!(sum, 3);
    Ok(())
}
