#[cfg(unix)]
use py::toy as system;
#[cfg(not(unix))]
use py::other as system;

#[cfg(not(any()))]
mod chosen {
    pub use super::py::toy as library;
}

#[cfg(any())]
mod chosen {
    pub use super::py::other as library;
}

pub fn program() -> snakebridge::Result<()> {
    #[cfg(unix)]
    system::unix_only().call()?;
    chosen::library::everywhere().call()?;
    if cfg!(windows) {
        py::toy::expression().call()?;
    }
    Ok(())
}

#[cfg(test)]
pub fn only_in_tests() {
    let _ = py::toy::in_tests();
}
