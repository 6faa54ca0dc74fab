//! What the API has no means for yet: callbacks, and everything that awaits. To support one, give it a variant of
//! [`Node`](crate::case::Node) and lower it beside the others.

use super::{Result, Trouble};
use snakebridge::Expr;

const NOT_YET: [&str; 4] = ["callback", "await", "awith", "atake"];

/// A node of this kind.
pub(super) fn lower(key: &str) -> Result<Expr> {
    Err(if NOT_YET.contains(&key) {
        Trouble::NotSupported(key.to_owned())
    } else {
        Trouble::Program(format!("`{key}` is no kind of node"))
    })
}
