use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let file = toy::File::new("a.txt").call()?;
    let _: Vec<u8> = file.read().call()?;
    let _: i64 = file.write(b"of the second base").call()?;
    let reader: &toy::Reader = &file;
    reader.read().run()?;
    let writer = toy::Writer::from(file);
    writer.write(b"x").call()?;
    Ok(())
}
