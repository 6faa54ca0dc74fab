use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f().a(2.5).b(3).c(1).d(()).f(2).g("some").run()?;
    toy::f().a("x").b("x").c(true).d(3).e("x").f(2.5).g(vec![1]).run()?;
    Ok(())
}
