mod first {
    pub use super::py::toy as renamed;
    pub mod second {
        pub use super::renamed::part;
        pub(crate) use super::renamed as again;
    }
    pub(crate) use self::second::again as last;
    pub use second::part as piece;
}

mod third {
    pub(crate) use super::first::{last, second};
}

pub fn program() -> snakebridge::Result<()> {
    first::renamed::one().call()?;
    third::last::two().call()?;
    third::second::part::five().call()?;
    use first::piece as p;
    p::five().call()?;
    Ok(())
}

pub mod user {
    use super::third::last as toy;

    pub fn program() -> snakebridge::Result<()> {
        toy::three().call()?;
        self::toy::four().call()?;
        Ok(())
    }
}
