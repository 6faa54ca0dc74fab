use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let shape: toy::Shape = toy::origin().call()?;
    let ink: Option<toy::Ink> = shape.ink().call()?;
    let _: toy::Shape_::Part = (&shape + ink).call()?;
    for part in &shape {
        let part: toy::Shape_::Part = part?;
        let _: toy::Shape = part.whole().call()?;
    }
    let _: Option<toy::Shape> = toy::Shape::last().call()?;
    let (_, _): (toy::Ink, toy::Shape_::Part) = shape.invoke().call()?;
    Ok(())
}
