use py::toy;

pub fn program() -> snakebridge::Result<()> {
    for tick in &toy::Ticks::new().call()? {
        println!("{}", tick?);
    }
    Ok(())
}
