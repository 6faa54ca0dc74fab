//! What the fuzz targets share: an engine
//! that evaluates nothing but counts the handles that were let go of.

pub use snakebridge_wire as wire;

use snakebridge_core::engine::{Engine, Exchange, Interpreter, ObjectId, Owner, Registration, Request};
use snakebridge_core::{Bridge, EngineKind, Error, Expr, Object, Result, Settings, Value, Want};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

static OWNER: Mutex<Option<Arc<Owner>>> = Mutex::new(None);
static RELEASED: AtomicUsize = AtomicUsize::new(0);

struct Pretend;

inventory::submit!(Registration { kind: EngineKind::Worker, open: |_: Settings| Ok(Arc::new(Pretend)) });

impl Engine for Pretend {
    fn start(&self) -> Result<Arc<dyn Interpreter>> {
        Ok(Arc::new(Self))
    }
}

impl Interpreter for Pretend {
    fn evaluate(&self, request: &Request<'_>) -> Result<Value> {
        *OWNER.lock().expect("no thread panics") = Some(Arc::clone(request.owner));
        Ok(Value::None)
    }

    fn begin(&self, _: &Request<'_>) -> Result<Box<dyn Exchange>> {
        Err(Error::Usage("nothing is evaluated".to_owned()))
    }

    fn flush(&self) {}

    fn in_flight(&self) -> usize {
        0
    }

    fn release(&self, _: ObjectId) {
        RELEASED.fetch_add(1, Ordering::Relaxed);
    }

    fn lost(&self) -> Option<String> {
        None
    }

    fn close(&self) {}

    fn facts(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// Makes handles, and counts how many are alive.
pub struct Objects {
    owner: Arc<Owner>,
    made: usize,
    released_before: usize,
}

impl Objects {
    /// A source with an interpreter of its own.
    #[expect(clippy::new_without_default, reason = "it starts an interpreter")]
    pub fn new() -> Self {
        let session =
            Bridge::builder().engine(EngineKind::Worker).build().expect("the engine is registered").session();
        session.evaluate(&Expr::Value(Value::None), Want::Nothing).expect("it evaluates anything");
        let owner = OWNER.lock().expect("no thread panics").take().expect("it was left there");
        Self { owner, made: 0, released_before: RELEASED.load(Ordering::Relaxed) }
    }

    /// Handles that were made and not let go of.
    pub fn alive(&self) -> usize {
        self.made + self.released_before - RELEASED.load(Ordering::Relaxed)
    }
}

impl wire::ObjectSource for Objects {
    fn object(&mut self, id: u64, type_name: &str) -> Value {
        self.made += 1;
        Value::Object(Object::adopt(ObjectId(id), type_name.into(), &self.owner))
    }
}
