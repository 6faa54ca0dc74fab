use py::toy::*;
use py::other::nested::*;

pub fn program() -> snakebridge::Result<()> {
    alpha(1).call()?;
    Beta::new().call()?;
    deeper(2).call()?;
    let unrelated = 3;
    println!("{unrelated}");
    Ok(())
}
