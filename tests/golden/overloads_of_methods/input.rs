use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let frame = toy::Frame::new_with_data_columns(1, vec!["a"]).call()?;
    let _: Option<toy::Frame> = frame.drop("a").inplace(true).call()?;
    let _: toy::Frame = frame.drop_as_frame("a").call()?;
    let () = frame.drop_with_label_inplace("a", true).call()?;
    Ok(())
}
