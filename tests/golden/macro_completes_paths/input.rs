use py::toy;

macro_rules! unary {
    ($($name:ident),*) => {
        [$(toy::$name(1).get::<f64>()?),*]
    };
}

macro_rules! of_part {
    ($name:ident) => {
        self::py::toy::part::$name(2).get::<f64>()
    };
}

macro_rules! ask {
    ($object:expr => $($method:ident),*) => {
        $($object.$method().run()?;)*
    };
}

pub fn program() -> snakebridge::Result<()> {
    let unused = unary!(sin, cos);
    assert!(unused.len() == 2);
    of_part!(tan)?;
    let found = toy::Box::new().call()?;
    ask!(found => size, weight);
    Ok(())
}
