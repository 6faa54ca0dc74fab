pub use py::toy as t;

mod beside;
#[path = "somewhere/else.rs"]
mod moved;
#[path = "folder"]
mod inline {
    pub mod within;
    pub(crate) use super::t as library;
}

pub fn program() -> snakebridge::Result<()> {
    beside::program()?;
    moved::program()?;
    inline::within::program()?;
    beside::deep::library::through().call()?;
    Ok(())
}
