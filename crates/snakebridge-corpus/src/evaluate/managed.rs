//! Nodes that go by how something ends: `with`, `take`, `catch`.

use super::{Evaluator, Names, Result, Trouble};
use crate::case::{Node, WithNode};
use snakebridge::{Call, Error, Exception, Expr, Object, Value};

impl Evaluator {
    /// `with` as the language reference spells it out: both methods are looked up on the type, before the first is called.
    pub(super) fn with(&self, with: &WithNode, names: &Names) -> Result<Expr> {
        self.managed(with, names, ["__enter__", "__exit__"], |call| call)
    }

    /// What both kinds of `with` have in common; `finish` is done to the calls of their methods.
    pub(super) fn managed(
        &self,
        with: &WithNode,
        names: &Names,
        [enter, exit]: [&'static str; 2],
        finish: impl Fn(Call) -> Call,
    ) -> Result<Expr> {
        let manager = self.object(&with.manager, names)?;
        let class = self.session.to("builtins.type").arg(&manager).object()?;
        let enter = class.attr(enter).object()?;
        let exit = class.attr(exit).object()?;
        let entered = finish(enter.invoke().arg(&manager)).object()?;
        let inner = match &with.name {
            Some(name) => names.with(name, entered),
            None => names.clone(),
        };
        match self.object(&with.body, &inner) {
            Ok(result) => {
                finish(exit.invoke().arg(&manager).args(((), (), ()))).run()?;
                Ok(Expr::Object(result))
            }
            Err(trouble) => {
                let Some(raised) = raised(&trouble) else { return Err(trouble) };
                let class = self.session.to("builtins.type").arg(&raised);
                let exit =
                    exit.invoke().arg(&manager).arg(class).arg(&raised).arg(raised.attr("__traceback__"));
                let verdict = finish(exit).object()?;
                let swallowed: bool = self.session.to("operator.truth").arg(verdict).get()?;
                if swallowed { Ok(Expr::Value(Value::None)) } else { Err(trouble) }
            }
        }
    }

    /// Asks for one item at a time, so that none beyond the last is requested.
    pub(super) fn take(&self, of: &Node, count: usize, names: &Names) -> Result<Expr> {
        let iter = |of| self.session.to("builtins.iter").arg(Value::from(of)).object();
        let iterator = self.complete(of, names, iter)?;
        let mut items = Vec::new();
        while items.len() < count {
            match self.session.to("builtins.next").arg(&iterator).object() {
                Ok(item) => items.push(Value::Object(item)),
                Err(error) if error.is_instance("StopIteration") => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Expr::Value(Value::List(items)))
    }

    /// The live exception that a node raises.
    pub(super) fn catch(&self, of: &Node, names: &Names) -> Result<Object> {
        match self.run(of, names) {
            Ok(()) => Err(Trouble::Program("nothing was raised".to_owned())),
            Err(trouble) => raised(&trouble).ok_or(trouble),
        }
    }
}

/// The exception, if that is what the trouble is.
fn raised(trouble: &Trouble) -> Option<Object> {
    let Trouble::Bridge(Error::Python(exception)) = trouble else { return None };
    let Exception { object, .. } = &**exception;
    object.clone()
}
