use py::toy as t;

macro_rules! checked {
    ($call:expr) => {{
        t::in_definition().call()?;
        inner!($call)
    }};
}

macro_rules! inner {
    ($call:expr) => {
        vec![$call.call()?, [t::in_nested().call()?].remove_first()]
    };
}

macro_rules! item {
    ($name:ident) => {
        pub fn $name() -> snakebridge::Call {
            t::as_item()
        }
    };
}

trait RemoveFirst<T> {
    fn remove_first(self) -> T;
}

impl<T> RemoveFirst<T> for [T; 1] {
    fn remove_first(self) -> T {
        let [first] = self;
        first
    }
}

item!(made);

pub fn program() -> snakebridge::Result<()> {
    let _ = checked!(t::in_argument());
    made().call()?;
    if let Ok(kind @ t::Kind { .. }) = t::Kind::new().call() {
        kind.is_fine().call()?;
    }
    Ok(())
}
