use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let (a, b) = (toy::Vector::new().arg(1).call()?, toy::Vector::new().arg(2).call()?);
    let sum = (&a + &b).object()?;
    let _ = (&a - 1) * 2;
    let _ = &a / 2 % 3;
    let _ = -&a;
    let _ = !&a;
    let _ = a.matmul(&b);
    let _ = a.pow(2);
    let _: bool = a.lt(&b).get()?;
    let _: bool = a.equals(&b).get()?;
    let _: i64 = a.item(0).get()?;
    a.set_item(0, 1).call()?;
    a.del_item(0).call()?;
    let _: usize = a.len().call()?;
    let _: bool = a.contains(&sum).call()?;
    let _ = a + b;
    Ok(())
}
