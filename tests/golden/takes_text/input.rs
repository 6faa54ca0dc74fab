use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f("x").sep(String::from(";")).end("!").run()?;
    toy::f(String::from("x")).sep('-').end(Some("!")).run()?;
    toy::f(std::borrow::Cow::Borrowed("x")).end(()).run()?;
    let text = String::from("x");
    toy::f(&text).end(None::<&str>).run()?;
    toy::f(toy::f("nested")).sep(snakebridge::Value::from("v")).run()?;
    let object = snakebridge::Call::of("x").object()?;
    toy::f(&object).sep(object.attr("x")).end(&object).run()?;
    Ok(())
}
