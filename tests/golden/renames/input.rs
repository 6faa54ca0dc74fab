use py::{toy as t, toy::part as p, toy::part::{one as uno, self as q}};

pub fn program() -> snakebridge::Result<()> {
    t::top().call()?;
    p::two().call()?;
    uno().call()?;
    q::three().call()?;
    {
        use t::part::four as quattro;
        quattro().call()?;
    }
    self::py::toy::part::five().call()?;
    Ok(())
}

pub mod inside {
    use super::t as tt;
    use super::py as bindings;

    pub fn program() -> snakebridge::Result<()> {
        tt::second().call()?;
        bindings::toy::third().call()?;
        super::py::toy::fourth().call()?;
        Ok(())
    }

    pub mod through_glob {
        use super::*;

        pub fn program() -> snakebridge::Result<()> {
            tt::fifth().call()?;
            Ok(())
        }
    }
}
