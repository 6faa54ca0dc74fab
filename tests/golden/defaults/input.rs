use py::toy::every;

pub fn program() -> snakebridge::Result<()> {
    every(1).call()?;
    every(1).b(2).c("x").d(vec![1, 2]).e(()).f(snakebridge::call!(math.pi)).call()?;
    Ok(())
}
