use py::toy::Thing;

pub fn program() -> snakebridge::Result<()> {
    let thing = Thing::new().call()?;
    thing.new_(1).call()?;
    thing.clone().call()?;
    thing.get("k").call()?;
    thing.attr().call()?;
    thing.to_string().call()?;
    thing.size().call()?;
    thing.set_size(1).call()?;
    thing.set_size_(2).call()?;
    let object: &snakebridge::Object = &thing;
    let _: i64 = object.attr("size").get()?;
    let _ = Clone::clone(&thing);
    println!("{thing}");
    Ok(())
}
