use py::toy as t;

macro_rules! twice {
    ($($call:tt)*) => {
        ($($call)*, $($call)*)
    };
}

pub fn program() -> snakebridge::Result<()> {
    println!("{}", t::printed().call()?);
    assert_eq!(t::asserted(1).get::<i64>()?, 1);
    let _ = vec![t::listed(), py::toy::also_listed()];
    let _ = twice!(t::doubled().call()?);
    let _ = matches!(t::Matched::new().call(), Ok(matched) if matched.is_fine().get::<bool>()?);
    Ok(())
}
