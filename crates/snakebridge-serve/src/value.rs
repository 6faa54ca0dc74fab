//! Values and expressions as terms; the table is in `docs/serve.md`.

mod callback;
mod decode;
mod encode;
mod mistake;
mod temporal;
#[cfg(test)]
mod tests;

pub use callback::Given;
pub use decode::Decoder;
pub use encode::Encoder;
pub use mistake::Mistake;

use snakebridge_core::{Callback, Error, Object};

/// What the names in terms of the host refer to.
pub trait Names {
    /// A live object.
    ///
    /// # Errors
    /// When there is none any more.
    fn object(&mut self, session: u64, id: u64) -> Result<Object, Error>;

    /// A function of the host.
    ///
    /// # Errors
    /// When there can be none here.
    fn callback(&mut self, given: Given) -> Result<Callback, Error>;
}

/// What gives objects their names in terms of the server.
pub trait Objects {
    /// The numbers of the session and of the object.
    fn name(&mut self, object: &Object) -> (u64, u64);
}
