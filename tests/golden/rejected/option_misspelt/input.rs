use py::toy as np;

pub fn program() -> snakebridge::Result<()> {
    let norm: f64 = np::linalg::norm(vec![3.0, 4.0]).orde(2).get()?;
    println!("{norm}");
    Ok(())
}
