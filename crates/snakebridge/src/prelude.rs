//! What most programs want in scope: `use snakebridge::prelude::*;`

pub use crate::{Bridge, Call, Error, FromPy, Object, Session, ToPy, Value};
