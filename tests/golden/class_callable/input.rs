use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let model = toy::Model::new().call()?;
    let _: f64 = model.invoke(1.0).call()?;
    let anything = toy::Anything::new().call()?;
    anything.invoke((1, "b")).kwarg("c", 3).call()?;
    Ok(())
}
