use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::send("hello", "me").kwarg("to", "you").call()
}
