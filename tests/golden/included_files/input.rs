use py::toy as t;

include!("items.rs");

pub fn program() -> snakebridge::Result<()> {
    from_items()?;
    alias_of_items::from_main().call()?;
    use py::toy as only_here;
    include!("expression.rs").call()?;
    inner::program()
}

mod inner {
    use super::py::toy as t;

    include!("items.rs");

    pub fn program() -> snakebridge::Result<()> {
        alias_of_items::from_inner().call()?;
        from_items()
    }
}
