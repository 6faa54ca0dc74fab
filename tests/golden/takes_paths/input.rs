use py::toy;

pub fn program() -> snakebridge::Result<()> {
    use std::path::{Path, PathBuf};
    toy::f("a.txt").out(Path::new("b.txt")).any(3).run()?;
    toy::f(PathBuf::from("a.txt")).out(None::<&str>).any("x").run()?;
    let path = PathBuf::from("a.txt");
    toy::f(&path).run()?;
    toy::f(snakebridge::Call::to("pathlib.Path").arg("a.txt")).run()?;
    Ok(())
}
