//! [`Ask`]: what is asked in a request.

use crate::etf::Head;
use crate::value::{Decoder, Mistake};
use snakebridge_core::{Expr, Object};
use std::time::Duration;

/// What is asked, and what is wanted back.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// The value of an expression.
    Value(Expr),
    /// A handle of it, always.
    Object(Expr),
    /// Nothing of it.
    Nothing(Expr),
    /// An iterator over it.
    Iterate(Expr),
    /// More items of an iterator.
    Pull {
        /// What is wanted of each.
        item: Item,
        /// The iterator.
        iterator: Object,
        /// How many at most.
        count: u32,
    },
    /// Facts about the interpreter.
    Facts,
}

/// What is wanted of each item of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Its value.
    Value,
    /// A handle.
    Object,
}

/// What goes with a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// How long it may take.
    pub deadline: Option<Duration>,
    /// The name of how long it may take.
    pub profile: Option<String>,
    /// Whether to await what can be.
    pub awaiting: bool,
    /// Whether every dict is to be sent as pairs.
    pub pairs: bool,
}

impl Decoder<'_, '_, '_> {
    /// What is asked.
    ///
    /// # Errors
    /// When it makes no sense.
    pub fn ask(&mut self) -> Result<Ask, Mistake> {
        let nonsense = |tag: &str, arity| {
            Mistake::new(format!("`{{{tag}, ..}}` with {} items: there is no such request", arity - 1))
        };
        match self.head()? {
            Head::Atom("facts") => Ok(Ask::Facts),
            Head::Tuple(arity @ 1..) => {
                let tag = match self.head()? {
                    Head::Atom(tag) => tag,
                    _ => return Err(Mistake::new("what is asked does not begin with a tag")),
                };
                match (tag, arity) {
                    ("value", 2) => self.expr().map(Ask::Value),
                    ("object", 2) => self.expr().map(Ask::Object),
                    ("nothing", 2) => self.expr().map(Ask::Nothing),
                    ("iterate", 2) => self.expr().map(Ask::Iterate),
                    ("pull", 4) => self.pull(),
                    _ => Err(nonsense(tag, arity)),
                }
            }
            _ => Err(Mistake::new("what is asked is neither a tuple nor `facts`")),
        }
    }

    fn pull(&mut self) -> Result<Ask, Mistake> {
        let item = match self.head()? {
            Head::Atom("value") => Item::Value,
            Head::Atom("object") => Item::Object,
            _ => return Err(Mistake::new("what is wanted of items is neither `value` nor `object`")),
        };
        let iterator = self.only_object()?;
        let count = u32::try_from(self.number()?).unwrap_or(u32::MAX);
        Ok(Ask::Pull { item, iterator, count })
    }

    /// The options of a request.
    ///
    /// # Errors
    /// When one is not known, or has a value that makes no sense.
    pub fn terms(&mut self) -> Result<Terms, Mistake> {
        let mut terms = Terms::default();
        let options = match self.head()? {
            Head::Map(options) => options,
            Head::Nil => 0,
            _ => return Err(Mistake::new("the options are no map")),
        };
        for _ in 0..options {
            let Head::Atom(key) = self.head()? else {
                return Err(Mistake::new("an option whose name is no atom"));
            };
            self.term(key, &mut terms).map_err(|mistake| mistake.inside(format!(".{key}")))?;
        }
        Ok(terms)
    }

    fn term(&mut self, key: &str, terms: &mut Terms) -> Result<(), Mistake> {
        match key {
            "deadline" => terms.deadline = Some(Duration::from_millis(self.number()?)),
            "profile" => terms.profile = Some(self.text()?.to_owned()),
            "await" => {
                terms.awaiting = match self.head()? {
                    Head::Atom("true") => true,
                    Head::Atom("false") => false,
                    _ => return Err(Mistake::new("it is neither `true` nor `false`")),
                };
            }
            "dicts" => match self.head()? {
                Head::Atom("pairs") => terms.pairs = true,
                _ => return Err(Mistake::new("it is not `pairs`")),
            },
            _ => return Err(Mistake::new("there is no such option")),
        }
        Ok(())
    }
}
