macro_rules! items {
    ($($item:item)*) => {
        $($item)*
    };
}

macro_rules! prelude {
    () => {
        use super::py::other as o;
    };
}

items! {
    use py::toy as t;

    mod inner {
        pub use super::py::toy;
    }
}

pub fn program() -> snakebridge::Result<()> {
    t::one().call()?;
    inner::toy::two().call()?;
    Ok(())
}

pub mod with_prelude {
    prelude!();

    pub fn program() -> snakebridge::Result<()> {
        o::three().call()?;
        o::four().call()?;
        Ok(())
    }
}
