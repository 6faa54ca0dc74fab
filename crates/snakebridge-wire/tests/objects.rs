//! Objects on the wire: every one that is announced becomes a handle, and every handle is let go of.

use snakebridge_core::engine::{Engine, Exchange, Interpreter, ObjectId, Owner, Registration, Request};
use snakebridge_core::{Bridge, Callback, EngineKind, Error, Expr, Object, Result, Settings, Value, Want};
use snakebridge_wire::{self as wire, Limits, ObjectSource, WireError};
use std::sync::{Arc, Mutex};

/// An engine whose interpreters evaluate nothing, but note what is let go of.
struct Pretend;

#[derive(Default)]
struct Released {
    owner: Mutex<Option<Arc<Owner>>>,
    ids: Mutex<Vec<u64>>,
}

inventory::submit!(Registration { kind: EngineKind::Worker, open: |_: Settings| Ok(Arc::new(Pretend)) });

impl Engine for Pretend {
    fn start(&self) -> Result<Arc<dyn Interpreter>> {
        let interpreter = Arc::new(Released::default());
        STARTED.with_borrow_mut(|started| started.push(Arc::clone(&interpreter)));
        Ok(interpreter)
    }
}

thread_local! {
    static STARTED: std::cell::RefCell<Vec<Arc<Released>>> = const { std::cell::RefCell::new(Vec::new()) };
}

impl Interpreter for Released {
    fn evaluate(&self, request: &Request<'_>) -> Result<Value> {
        *self.owner.lock().unwrap() = Some(Arc::clone(request.owner));
        Ok(Value::None)
    }

    fn begin(&self, _: &Request<'_>) -> Result<Box<dyn Exchange>> {
        Err(Error::Usage("nothing is evaluated".to_owned()))
    }

    fn flush(&self) {}

    fn in_flight(&self) -> usize {
        0
    }

    fn release(&self, id: ObjectId) {
        self.ids.lock().unwrap().push(id.0);
    }

    fn lost(&self) -> Option<String> {
        None
    }

    fn close(&self) {}

    fn facts(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// The names of one interpreter.
struct Of<'a>(&'a Arc<Owner>);

impl wire::Names for Of<'_> {
    fn object(&self, object: &Object) -> Result<ObjectId> {
        object.id_in(self.0)
    }

    fn callback(&self, callback: &Callback) -> Result<u64> {
        Ok(callback.about().name.len() as u64)
    }
}

/// Makes handles of one interpreter.
struct Objects {
    owner: Arc<Owner>,
    interpreter: Arc<Released>,
    announced: Vec<(u64, String)>,
}

impl Objects {
    fn new() -> Self {
        let session = Bridge::builder().engine(EngineKind::Worker).build().unwrap().session();
        session.evaluate(&Expr::Value(Value::None), Want::Nothing).unwrap();
        let interpreter = STARTED.with_borrow_mut(|started| started.pop().unwrap());
        let owner = interpreter.owner.lock().unwrap().take().unwrap();
        Self { owner, interpreter, announced: Vec::new() }
    }

    fn read(&mut self, body: &[u8]) -> std::result::Result<Value, WireError> {
        wire::decode(&pickle(body), self)
    }

    fn released(&self) -> Vec<u64> {
        let mut ids = self.interpreter.ids.lock().unwrap().clone();
        ids.sort_unstable();
        ids
    }
}

impl ObjectSource for Objects {
    fn object(&mut self, id: u64, type_name: &str) -> Value {
        self.announced.push((id, type_name.to_owned()));
        Value::Object(Object::adopt(ObjectId(id), type_name.into(), &self.owner))
    }
}

fn pickle(body: &[u8]) -> Vec<u8> {
    [b"\x80\x05\x8c\x0bsnakebridge\x8c\x06object\x93\x940", body, b"."].concat()
}

/// Object `id`, of type `a`.
fn object(id: u8) -> Vec<u8> {
    vec![b'h', 0, b'K', id, 0x8c, 1, b'a', 0x86, b'R']
}

#[test]
fn objects_come_with_their_ids_and_types() {
    let mut objects = Objects::new();
    let value = objects.read(&[&b"]("[..], &object(7), b"N", &object(8), b"e"].concat()).unwrap();
    assert_eq!(objects.announced, [(7, "a".to_owned()), (8, "a".to_owned())]);
    let [Value::Object(first), Value::None, Value::Object(second)] = value.items().unwrap() else {
        panic!("{value:?}")
    };
    assert_eq!((first.type_name(), first.id_in(&objects.owner).unwrap()), ("a", ObjectId(7)));
    assert_ne!(first, second);
    drop(value);
    assert_eq!(objects.released(), [7, 8]);
}

#[test]
fn an_object_met_again_is_the_same_handle() {
    let mut objects = Objects::new();
    let value = objects.read(&[&b"]("[..], &object(7), b"\x94h\x01h\x01e"].concat()).unwrap();
    let items = value.items().unwrap();
    assert!(items.len() == 3 && items.iter().all(|item| *item == items[0]));
    assert_eq!(objects.announced.len(), 1);
    drop(value);
    assert_eq!(objects.released(), [7]);
}

#[test]
fn what_was_announced_before_nonsense_is_let_go_of() {
    let mut objects = Objects::new();
    let error =
        objects.read(&[&b"]("[..], &object(7), &object(8), b"\xff", &object(9), b"e"].concat()).unwrap_err();
    assert!(!error.is_limit());
    assert_eq!(objects.released(), [7, 8]);
}

#[test]
fn what_is_announced_beyond_a_limit_is_let_go_of() {
    let cycle = b"]\x94h\x01a";
    let mut objects = Objects::new();
    let error = objects.read(&[&b"("[..], &object(7), cycle, &object(8), b"t"].concat()).unwrap_err();
    assert!(matches!(error, WireError::Cycle { .. }), "{error}");
    assert_eq!(objects.released(), [7, 8]);

    let deep = b"\x85".repeat(1001);
    let mut objects = Objects::new();
    let error = objects.read(&[&b"("[..], &object(7), &deep, &object(8), b"t"].concat()).unwrap_err();
    assert!(matches!(error, WireError::TooDeep { .. }), "{error}");
    assert_eq!(objects.released(), [7, 8]);

    let mut objects = Objects::new();
    let limits = Limits { copies: 0, ..Limits::default() };
    let shared =
        [&b"](]\x94("[..], &b"N".repeat(1000), b"e", &b"h\x01".repeat(1000), &object(8), b"e"].concat();
    let error = wire::decode_within(limits, &pickle(&shared), &mut objects).unwrap_err();
    assert!(matches!(error, WireError::TooManyCopies { .. }), "{error}");
    assert_eq!(objects.released(), [8]);
}

#[test]
fn large_array_data_shares_the_payload() {
    let mut objects = Objects::new();
    let data = vec![5; 100_000];
    let mut body =
        b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03|u1J\xa0\x86\x01\0\x85B\xa0\x86\x01\0".to_vec();
    body.extend_from_slice(&data);
    body.extend_from_slice(b"\x94\x87\x94R\x94");
    let payload = bytes::Bytes::from(pickle(&body));
    let Value::Array(array) = wire::decode_shared(&payload, &mut objects).unwrap() else {
        panic!("an array")
    };
    assert!(payload.as_ptr_range().contains(&array.data().as_ptr()));
    assert_eq!((array.shape(), &array.data()[..]), (&[100_000][..], &data[..]));
    assert_eq!(wire::decode(&payload, &mut objects), Ok(Value::Array(array)));
}

#[test]
fn an_object_is_sent_by_its_id_and_only_in_its_session() {
    let (objects, others) = (Objects::new(), Objects::new());
    let object = Object::adopt(ObjectId(300), "a".into(), &objects.owner);
    let expr = Expr::Attr(Box::new(Expr::Object(object)), "x".into());
    let mut out = Vec::new();
    wire::encode_expr(&expr, &Of(&objects.owner), &mut out).unwrap();
    assert!(out.ends_with(b"M\x2c\x01Q\x8c\x01x\x86R."));
    out.clear();
    let error = wire::encode_expr(&expr, &Of(&others.owner), &mut out).unwrap_err();
    assert!(matches!(error, Error::CrossSession { .. }) && out.is_empty());
}

#[test]
fn an_exception_brings_itself() {
    let mut objects = Objects::new();
    let payload = pickle(&[&b"}(\x8c\x06object"[..], &object(3), b"u"].concat());
    let exception = wire::decode_exception(&payload, &mut objects).unwrap();
    assert_eq!(exception.exception.object.unwrap().id_in(&objects.owner).unwrap(), ObjectId(3));
    assert_eq!(objects.released(), [3]);
}
