//! [`Names`]: what the variables of a program stand for.

use super::{Result, Trouble};
use snakebridge::Object;
use std::sync::Arc;

/// A lexical scope. Cloning shares it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(Option<Arc<Named>>);

#[derive(Debug)]
struct Named {
    name: String,
    object: Object,
    outer: Names,
}

impl Names {
    /// This scope with one more name.
    pub(crate) fn with(&self, name: &str, object: Object) -> Self {
        Self(Some(Arc::new(Named { name: name.to_owned(), object, outer: self.clone() })))
    }

    /// The object of the innermost such name.
    pub(crate) fn find(&self, name: &str) -> Result<Object> {
        let mut scope = self;
        while let Some(named) = &scope.0 {
            if named.name == name {
                return Ok(named.object.clone());
            }
            scope = &named.outer;
        }
        Err(Trouble::Program(format!("the variable `{name}` is not bound")))
    }
}
