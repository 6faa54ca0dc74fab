use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _done: bool = toy::paint("square").colour("blue").call()?;
    toy::connect().arg("example").timeout(5).host("elsewhere").kwarg("more", 1).run()?;
    toy::anything().arg(1).kwarg("x", 2).run()
}
