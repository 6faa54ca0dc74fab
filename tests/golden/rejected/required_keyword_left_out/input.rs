use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::send("hello").retries(3).call()
}
