//! What most programs want in scope: `use snakebridge::prelude::*;`

pub use crate::{Bridge, Call, Callback, Error, FromPy, Object, Session, Stream, ToPy, Value};
