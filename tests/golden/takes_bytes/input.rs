use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f(vec![1_u8, 2]).run()?;
    toy::f(b"raw").salt(&[1_u8][..]).run()?;
    toy::f(*b"raw").salt(b"x".to_vec()).run()?;
    Ok(())
}
