use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f().call_(1).get_(2).arg_(3).kwarg_(4).object_(5).run_(6).deadline_(7).stream_(8).typed_(9).slot_(10).call()?;
    toy::f().into_expr_(11).method_(12).kwarg("get", 3).call()?;
    Ok(())
}
