use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _ = [toy::Word::Self_, toy::Word::r#type, toy::Word::Other, toy::Word::new_];
    if let toy::Word::Other_(object) = toy::Word::new(1).get::<toy::Word>()? {
        println!("{object}");
    }
    toy::Word::Other.class_().call()?;
    Ok(())
}
