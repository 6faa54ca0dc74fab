use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let wide = toy::Wide::new().width(2).call()?;
    let wide: toy::Wide = wide.m0(1).axis(0).call()?;
    let _: toy::Wide = wide.m15(1).axis(None::<i64>).call()?;
    let _ = toy::Wide_::Inner::new().deep(true).call()?;
    let _ = toy::Builder::new().x(1).call()?;
    toy::f().y(1).run()?;
    wide.m1(1).run()?;
    wide.m2(1).run()?;
    wide.m3(1).run()?;
    wide.m4(1).run()?;
    wide.m5(1).run()?;
    wide.m6(1).run()?;
    wide.m7(1).run()?;
    wide.m8(1).run()?;
    wide.m9(1).run()?;
    wide.m10(1).run()?;
    wide.m11(1).run()?;
    wide.m12(1).run()?;
    wide.m13(1).run()?;
    wide.m14(1).run()?;
    Ok(())
}
