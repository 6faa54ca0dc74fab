use py::toy as lib;

pub fn program(flag: bool) -> snakebridge::Result<()> {
    lib::outer().call()?;
    {
        use py::other as lib;
        lib::inner().call()?;
        if flag {
            use lib::deep as lib;
            lib::item().call()?;
        }
        lib::nested().call()?;
    }
    lib::after().call()?;
    let closure = || {
        use std::string as lib;
        let _ = lib::String::new();
    };
    closure();
    match flag {
        true => lib::in_match().call(),
        false => Some(3).map_or_else(|| lib::in_closure().call(), |_| lib::in_match().call()),
    }
    .map(drop)
}
