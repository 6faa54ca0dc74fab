use golden::returns_streams::py::toy;

fn main() -> snakebridge::Result<()> {
    for number in toy::count(3).call()? {
        let _: String = number?;
    }
    Ok(())
}
