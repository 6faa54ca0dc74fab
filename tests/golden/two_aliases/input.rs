use py::toy as a;
use py::toy as b;
use py::{toy, toy::{self as c, two as deux}};

pub fn program() -> snakebridge::Result<()> {
    a::one().call()?;
    b::two().call()?;
    deux().call()?;
    c::three().call()?;
    toy::four().call()?;
    Ok(())
}
