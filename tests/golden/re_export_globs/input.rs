mod bindings {
    pub use super::py::toy as t;
    pub mod inner {
        pub use super::super::py::other::*;
    }
}

mod prelude {
    pub use super::bindings::*;
    pub use super::middle::*;
}

mod middle {
    pub use super::bindings::inner::*;
    pub use super::prelude::t as from_prelude;
}

use prelude::*;

pub fn program() -> snakebridge::Result<()> {
    t::one().call()?;
    from_prelude::two().call()?;
    inner::five().call()?;
    five().call()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_tests_too() {
        let _ = (t::three(), prelude::t::four());
    }
}
