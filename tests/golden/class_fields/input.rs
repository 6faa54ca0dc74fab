use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let response = toy::Response::new(200).call()?;
    let _: i64 = response.status().get()?;
    response.set_status(404).call()?;
    let _: Vec<u8> = response.body().get()?;
    response._raw().call()?;
    response.encoding().call()?;
    Ok(())
}
