use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f(1, 2, true).run()?;
    toy::f(1_u8, 2.5_f32, false).wave(1.0).run()?;
    toy::f(true, 1_i128, true).wave(snakebridge::Complex { re: 0.0, im: 1.0 }).run()?;
    toy::f(snakebridge::BigInt::from(3), snakebridge::BigInt::from(3), true).run()?;
    let scalar = snakebridge::Call::to("numpy.int64").arg(3);
    toy::f(scalar.clone(), &scalar, scalar.clone()).wave(scalar.object()?).run()?;
    let decimal: snakebridge::Decimal = snakebridge::Call::to("decimal.Decimal").get()?;
    toy::f(&decimal, &decimal, true).run()?;
    Ok(())
}
