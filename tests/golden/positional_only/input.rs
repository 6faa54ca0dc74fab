use py::toy::{clamp, first};

pub fn program() -> snakebridge::Result<()> {
    let a: i64 = first(1).get()?;
    let _ = clamp(a).low(0).high(10).call()?;
    Ok(())
}
