//! What an engine is: the contract between hosts, which write expressions, and engines, which evaluate them.

use crate::{Error, Expr, Result, Value, Want};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Starts interpreters.
pub trait Engine: Send + Sync + 'static {
    /// Starts an interpreter of its own for one session.
    ///
    /// # Errors
    /// [`Error::Environment`] when Python is not there or does not start.
    fn start(&self) -> Result<Arc<dyn Interpreter>>;
}

/// One running Python interpreter: it evaluates expressions and holds the live objects of one session.
pub trait Interpreter: Send + Sync + 'static {
    /// Evaluates one expression. `owner` is what stands for this interpreter in the handles: objects in `expr` are looked
    /// up with [`Object::id_in`](crate::Object::id_in), those in the result made with [`Object::adopt`](crate::Object::adopt).
    ///
    /// # Errors
    /// What Python raised, or how the interpreter was lost. [`Error::SessionLost`] means that nothing of the expression was
    /// evaluated, so that the session may ask another interpreter.
    fn evaluate(&self, expr: &Expr, want: Want, owner: &Arc<Owner>) -> Result<Value>;

    /// Lets go of one handle. Returns at once, never fails, and may be called from any thread; the engine batches.
    fn release(&self, id: ObjectId);

    /// Why it cannot evaluate any more, if so.
    fn lost(&self) -> Option<String>;

    /// Ends it in an orderly way.
    fn close(&self);

    /// Facts about it for people: names and values such as the Python version.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

/// An interpreter's name for one of its live objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub u64);

/// One life of an interpreter, shared by the session and by every object that lives in it. When an interpreter is
/// replaced, the new one gets a new owner, so that an old handle can never mean a new object.
pub struct Owner {
    interpreter: Arc<dyn Interpreter>,
    closed: AtomicBool,
}

impl Owner {
    pub(crate) fn new(interpreter: Arc<dyn Interpreter>) -> Arc<Self> {
        Arc::new(Self { interpreter, closed: AtomicBool::new(false) })
    }

    pub(crate) fn interpreter(&self) -> &dyn Interpreter {
        &*self.interpreter
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.interpreter.lost().is_some()
    }

    /// Whether objects of this interpreter can still be used.
    pub(crate) fn check(&self) -> Result<()> {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::SessionLost { reason: "it was closed".to_owned() });
        }
        match self.interpreter.lost() {
            Some(reason) => Err(Error::SessionLost { reason }),
            None => Ok(()),
        }
    }

    pub(crate) fn evaluate(self: &Arc<Self>, expr: &Expr, want: Want) -> Result<Value> {
        self.check()?;
        self.interpreter.evaluate(expr, want, self).map_err(|error| error.during(expr))
    }

    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.interpreter.close();
    }
}

/// How an engine makes itself known: the crate of an engine submits one of these through `inventory`, and nothing else has to
/// know the engine.
pub struct Registration {
    /// Which engine it is.
    pub kind: crate::EngineKind,
    /// Makes the engine.
    pub open: fn(crate::Settings) -> Result<Arc<dyn Engine>>,
}

inventory::collect!(Registration);

/// The environment that a program's wrappers were generated for; `bindings!()` submits it through `inventory`.
#[derive(Debug)]
pub struct GeneratedFor {
    /// The interpreter; none if the build had none (`SNAKEBRIDGE_STRICT=1`).
    pub interpreter: Option<&'static str>,
    /// Folders of the program's own Python files.
    pub search_path: &'static [&'static str],
}

inventory::collect!(GeneratedFor);

impl GeneratedFor {
    /// The interpreter that the first wrappers in this program were generated for.
    #[must_use]
    pub fn interpreter() -> Option<&'static Path> {
        inventory::iter::<Self>.into_iter().find_map(|generated| generated.interpreter.map(Path::new))
    }

    /// The search path of all wrappers in this program.
    #[must_use]
    pub fn search_paths() -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = inventory::iter::<Self>
            .into_iter()
            .flat_map(|generated| generated.search_path.iter().map(PathBuf::from))
            .collect();
        folders.sort();
        folders.dedup();
        folders
    }
}
