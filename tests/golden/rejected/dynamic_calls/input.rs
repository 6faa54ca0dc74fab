use py::toy as np;
use snakebridge::py;

pub fn program() -> snakebridge::Result<()> {
    let norm: f64 = np::linalg::norm(vec![3.0, 4.0]).get()?;
    let same: f64 = py!(toy.linalg.norm(vec![3.0, 4.0], axes = 0))?;
    let none: f64 = py!(toy.linalg.norm(ord = 2))?;
    println!("{norm} {same} {none}");
    Ok(())
}
