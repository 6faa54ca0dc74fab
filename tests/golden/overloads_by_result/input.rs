use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: snakebridge::Object = toy::open("x").mode("r").call()?;
    let text: toy::TextIOWrapper = toy::open_as_text_io_wrapper("x").buffering(1).call()?;
    let _: String = text.read().call()?;
    let _: snakebridge::Object = toy::open_with_file_mode_as_buffered_reader("x", "rb").buffering(0).call()?;
    Ok(())
}
