use py::toy::add;

pub fn program() -> snakebridge::Result<i64> {
    add(1, 2).get()
}
