use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let model = toy::Model::new().call()?;
    let _: toy::Model = model.invoke(1.0).scale(2).training(true).call()?;
    Ok(())
}
