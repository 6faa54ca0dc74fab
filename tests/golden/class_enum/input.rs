use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let colour: toy::Colour = toy::paint(toy::Colour::RED).get()?;
    match &colour {
        toy::Colour::RED => {}
        toy::Colour::GREEN => {}
        toy::Colour::Other(object) => println!("{object}"),
    }
    assert!(colour != toy::Colour::GREEN);
    let _: toy::Colour = toy::Colour::new("g").get()?;
    let _: Vec<toy::Colour> = toy::Colour::class().stream::<toy::Colour>()?.collect::<Result<_, _>>()?;
    let _: Option<toy::Colour> = toy::paint(&colour).get()?;
    println!("{colour} {colour:?}");
    Ok(())
}
