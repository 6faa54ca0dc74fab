use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let point = toy::Point::new(1).y(2).call()?;
    let _: Vec<i64> = point.iter().collect::<snakebridge::Result<_>>()?;
    point.x().call()?;
    let replaced = point._replace().kwarg("x", 3).object()?;
    let typed = toy::Typed::new("n").call()?;
    let _: String = typed.name().call()?;
    let _: String = typed.shout().call()?;
    let _: i64 = point.count(1).get()?;
    for part in &point {
        println!("{}", part?);
    }
    drop(replaced);
    Ok(())
}
