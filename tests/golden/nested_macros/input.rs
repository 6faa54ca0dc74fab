use py::toy as t;

pub fn program() -> snakebridge::Result<()> {
    let listed = vec![format!("{:?}", t::a().object()?), format!("{}", t::b().call()?)];
    println!("{listed:?} {0}", { t::c().call()? });
    assert_eq!(t::d().get::<i64>()?, t::e().get::<i64>()?, "{:?}", t::f().get::<i64>());
    if matches!(t::g().call(), Err(error) if error.to_string() == concat!("t::no", "py::toy::no")) {
        // t::no() and py::toy::no() stand in a comment.
        unreachable!("py::toy::no()");
    }
    let _ = dbg_free!(t::h());
    Ok(())
}

macro_rules! dbg_free {
    ($($tokens:tt)*) => {
        vec![vec![$($tokens)*]]
    };
}
use dbg_free;
