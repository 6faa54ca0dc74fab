use py::{other, toy::linalg};

pub fn program() -> snakebridge::Result<()> {
    vec![linalg::norm(1).axes(2), linalg::norm(2).axis(3)];
    other::send().call()?;
    assert_eq!(linalg::norm(3).kwarg("ORD", 1).get::<f64>()?, 3.0);
    Ok(())
}
