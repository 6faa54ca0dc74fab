use golden::returns_optional::py::toy;

fn main() -> snakebridge::Result<()> {
    let _: i64 = toy::find("a").call()?;
    Ok(())
}
