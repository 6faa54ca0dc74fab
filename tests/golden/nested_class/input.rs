use py::toy::{Outer, Outer_};

pub fn program() -> snakebridge::Result<()> {
    let outer = Outer::new().depth(1).call()?;
    let inner = Outer_::Inner::new("x").call()?;
    outer.hold(inner).twice(true).call()?;
    let deepest = py::toy::Outer_::Inner_::Deepest::new().call()?;
    deepest.touch().call()?;
    Ok(())
}
