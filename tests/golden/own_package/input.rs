use py::helpers::text as words;
use py::script;

pub fn program() -> snakebridge::Result<()> {
    let _loud: String = words::shout("a").times(2).call()?;
    script::run(".").run()?;
    Ok(())
}
