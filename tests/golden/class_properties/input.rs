use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let person = toy::Person::new().call()?;
    let name: String = person.name().call()?;
    person.set_name(name).call()?;
    person.del_attr("name").call()?;
    let _: i64 = person.age().call()?;
    person.friends().call()?;
    person.fails().call()?;
    Ok(())
}
