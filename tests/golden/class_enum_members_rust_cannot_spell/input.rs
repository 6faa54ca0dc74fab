use py::toy;

pub fn program() -> snakebridge::Result<()> {
    if let toy::Kind::Other(object) = toy::Kind::class().item("a-b").get::<toy::Kind>()? {
        println!("{object}");
    }
    let _ = toy::Kind::plain;
    Ok(())
}
