use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let thing = toy::Thing::new().call()?;
    let _: i64 = thing.clone().call()?;
    let _: i64 = thing.eq(1).call()?;
    let _: i64 = thing.ne(1).call()?;
    let _: i64 = thing.hash().call()?;
    let _: i64 = thing.fmt().call()?;
    let _: i64 = thing.into_().call()?;
    let _: i64 = thing.deref().call()?;
    let _: i64 = thing.to_string().call()?;
    let _: i64 = thing.borrow().call()?;
    let _: i64 = thing.add(1).call()?;
    let _ = &thing + 1;
    for each in &thing {
        each?;
    }
    let _: i64 = thing.into_iter().call()?;
    let _: toy::Thing = Clone::clone(&thing);
    println!("{thing}");
    Ok(())
}
