use py::math;

pub fn program() -> snakebridge::Result<()> {
    math::gcd().arg(12).arg(18).call()?;
    math::hypot().arg(3.0).arg(4.0).call()?;
    math::floor(2.5).call()?;
    math::pi().call()?;
    Ok(())
}
