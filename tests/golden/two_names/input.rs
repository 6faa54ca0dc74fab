use py::toy as first;

mod other {
    use super::py::toy as second;

    pub(super) fn more() -> snakebridge::Result<()> {
        second::g().x(1).run()
    }
}

pub fn program() -> snakebridge::Result<()> {
    first::f(1).run()?;
    other::more()
}
