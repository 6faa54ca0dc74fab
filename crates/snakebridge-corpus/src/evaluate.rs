//! Programs become expressions. Core nodes map to one expression and so to one request; nodes that need a value before they can
//! go on make requests of their own, and stand in the expression as what came back.

mod callbacks;
mod later;
mod managed;
mod names;

pub(crate) use names::Names;

use crate::case::{Literal, Node};
use snakebridge::{Call, Error, Expr, Name, Object, Session, Value, Want};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Why a program has no result.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// What the bridge said; also what Python raised.
    Bridge(Error),
    /// The program itself is wrong.
    Program(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Bridge(error)
    }
}

pub(crate) type Result<T> = std::result::Result<T, Trouble>;

/// Evaluates a program in a session.
#[derive(Debug)]
pub(crate) struct Evaluator {
    session: Session,
    /// Whether what it evaluates is the body of a coroutine.
    in_coroutine: bool,
    /// Scopes whose body is lowered and not yet evaluated: what they name has to live until then.
    open: Mutex<Vec<Names>>,
}

impl Evaluator {
    pub(crate) fn new(session: &Session) -> Self {
        Self { session: session.clone(), in_coroutine: false, open: Mutex::default() }
    }

    /// One for the body of a function.
    fn inside(&self, coroutine: bool) -> Self {
        Self { in_coroutine: coroutine, ..Self::new(&self.session) }
    }

    /// The result of a program, by value.
    pub(crate) fn result(&self, program: &Node) -> Result<Value> {
        self.complete(program, &Names::default(), |expr| self.session.evaluate(&expr, Want::Value))
    }

    /// The value of a node as a handle.
    fn object(&self, node: &Node, names: &Names) -> Result<Object> {
        self.complete(node, names, |expr| self.call(expr).object())
    }

    /// Evaluates a node and drops its value.
    fn run(&self, node: &Node, names: &Names) -> Result<()> {
        self.complete(node, names, |expr| self.call(expr).run())
    }

    /// Lowers a node and evaluates it; then the scopes in it end.
    fn complete<T>(
        &self,
        node: &Node,
        names: &Names,
        evaluate: impl FnOnce(Expr) -> snakebridge::Result<T>,
    ) -> Result<T> {
        let outer = self.open().len();
        let evaluated = self.lower(node, names).and_then(|expr| Ok(evaluate(expr)?));
        self.open().truncate(outer);
        evaluated
    }

    fn call(&self, expr: Expr) -> Call {
        Call::expression(expr).in_session(&self.session)
    }

    fn open(&self) -> MutexGuard<'_, Vec<Names>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the requests that a node needs beforehand; evaluating the expression that is given completes the node.
    fn lower(&self, node: &Node, names: &Names) -> Result<Expr> {
        Ok(match node {
            Node::Mod(name) => {
                let import = Call::to("importlib.import_module").arg(name.as_str());
                import.into_expr()?
            }
            Node::Attr(of, name) => Expr::Attr(Box::new(self.lower(of, names)?), Name::from(name.clone())),
            Node::Item(both) => {
                let mut operands = self.operands(&[&both.0, &both.1], names)?;
                let key = operands.pop().unwrap_or(Expr::Value(Value::None));
                let of = operands.pop().unwrap_or(Expr::Value(Value::None));
                Expr::Item(Box::new((of, key)))
            }
            Node::Call(call) => {
                let kwargs = call.kwargs.iter().map(|(_, value)| value);
                let all: Vec<&Node> = [&call.callee].into_iter().chain(&call.args).chain(kwargs).collect();
                let mut operands = self.operands(&all, names)?.into_iter();
                let callee = operands.next().unwrap_or(Expr::Value(Value::None));
                let args = operands.by_ref().take(call.args.len()).collect();
                let keywords = call.kwargs.iter().map(|(name, _)| Name::from(name.clone()));
                let kwargs = keywords.zip(operands).collect();
                Expr::Call(Box::new(snakebridge::CallExpr { callee, args, kwargs }))
            }
            Node::Literal(Literal(value)) => Expr::Value(value.clone()),
            Node::Tuple(items) => Expr::Value(Value::Tuple(self.items(items, names)?)),
            Node::List(items) => Expr::Value(Value::List(self.items(items, names)?)),
            Node::Set(items) => Expr::Value(Value::Set(self.items(items, names)?)),
            Node::Dict(items) => {
                let flat: Vec<&Node> = items.iter().flat_map(|(key, value)| [key, value]).collect();
                let mut flat = self.operands(&flat, names)?.into_iter().map(Value::from);
                let pairs = std::iter::from_fn(|| Some((flat.next()?, flat.next()?)));
                Expr::Value(Value::Dict(pairs.collect()))
            }
            Node::Let(bound, body) => {
                let mut inner = names.clone();
                for (name, node) in bound {
                    let object = self.object(node, &inner)?;
                    inner = inner.with(name, object);
                }
                self.open().push(inner.clone());
                self.lower(body, &inner)?
            }
            Node::Var(name) => Expr::Object(names.find(name)?),
            Node::Seq(nodes) => {
                let Some((last, before)) = nodes.split_last() else { return Ok(Expr::Value(Value::None)) };
                for node in before {
                    self.run(node, names)?;
                }
                self.lower(last, names)?
            }
            Node::With(with) => self.with(with, names)?,
            Node::Take(of, count) => self.take(of, *count, names)?,
            Node::Catch(of) => Expr::Object(self.catch(of, names)?),
            Node::Callback(callback) => self.callback(callback, names)?,
            Node::Await(of) => Expr::Object(self.awaited(of, names)?),
            Node::AsyncWith(with) => Expr::Object(self.async_with(with, names)?),
            Node::AsyncTake(of, count) => Expr::Object(self.async_take(of, *count, names)?),
            Node::Other(key) => return Err(Trouble::Program(format!("`{key}` is no kind of node"))),
        })
    }

    fn items(&self, nodes: &[Node], names: &Names) -> Result<Vec<Value>> {
        let nodes: Vec<&Node> = nodes.iter().collect();
        Ok(self.operands(&nodes, names)?.into_iter().map(Value::from).collect())
    }

    /// Operands are evaluated from left to right: what stands before one that makes requests has to be evaluated before it.
    fn operands(&self, nodes: &[&Node], names: &Names) -> Result<Vec<Expr>> {
        let waited_for = nodes.iter().rposition(|node| makes_requests(node)).unwrap_or(0);
        let lowered = nodes.iter().enumerate().map(|(position, node)| {
            if position < waited_for && !matches!(node, Node::Literal(_) | Node::Var(_)) {
                Ok(Expr::Object(self.object(node, names)?))
            } else {
                self.lower(node, names)
            }
        });
        lowered.collect()
    }
}

/// Whether lowering the node asks Python for something.
fn makes_requests(node: &Node) -> bool {
    match node {
        Node::Mod(_) | Node::Literal(_) | Node::Var(_) => false,
        Node::Attr(of, _) => makes_requests(of),
        Node::Item(both) => makes_requests(&both.0) || makes_requests(&both.1),
        Node::Call(call) => {
            let kwargs = call.kwargs.iter().map(|(_, value)| value);
            [&call.callee].into_iter().chain(&call.args).chain(kwargs).any(makes_requests)
        }
        Node::Tuple(items) | Node::List(items) | Node::Set(items) => items.iter().any(makes_requests),
        Node::Dict(items) => items.iter().any(|(key, value)| makes_requests(key) || makes_requests(value)),
        // Defaults and annotations are evaluated when it is made.
        Node::Callback(_) => true,
        Node::Let(..) | Node::Seq(_) | Node::With(_) | Node::Take(..) | Node::Catch(_) => true,
        Node::Await(_) | Node::AsyncWith(_) | Node::AsyncTake(..) | Node::Other(_) => true,
    }
}
