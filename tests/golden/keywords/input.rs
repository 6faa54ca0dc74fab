use py::r#impl::{self as toy, r#match, self_};

pub fn program() -> snakebridge::Result<()> {
    r#match("a").r#type(1).r#use(2).self_(3).call()?;
    self_().call()?;
    toy::crate_().call()?;
    toy::r#loop::r#fn(1).r#gen(2).call()?;
    let thing = toy::r#struct::new(1, 2).call()?;
    thing.r#move().call()?;
    thing.super_().call()?;
    thing.r#mut().call()?;
    thing.set_mut(1).call()?;
    Ok(())
}
