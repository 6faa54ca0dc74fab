use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::request("x").call_(1).get_(2).arg_(3).kwarg_(4).on(5).clone_(6).item_(7).into_(8).call()?;
    toy::request("x").call_(1).call__(2).run_(3).get::<Option<i64>>()?;
    Ok(())
}
