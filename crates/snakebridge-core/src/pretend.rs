//! An engine for tests: it evaluates next to nothing, and notes what it is asked.

use crate::engine::{Ask, Engine, Exchange, Interpreter, ObjectId, Owner, Reply, Request, Then};
use crate::pool::{Limits, Pool};
use crate::terms::Deadlines;
use crate::{Error, Exception, Expr, Object, Result, Session, Value, Want, WorkerDeath};
use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, Weak};
use std::task::{Context, Poll, Wake, Waker};

#[derive(Default)]
pub(crate) struct Pretend {
    /// So many starts fail.
    pub(crate) failing: AtomicUsize,
    pub(crate) started: Mutex<Vec<Arc<Fake>>>,
}

impl Pretend {
    pub(crate) fn pool(limits: Limits) -> (Arc<Self>, Arc<Pool>) {
        let pretend = Arc::new(Self::default());
        let engine: Arc<dyn Engine> = Arc::clone(&pretend) as _;
        let pool = Pool::new(&engine, limits, Deadlines::default());
        (pretend, pool)
    }

    /// One session and its interpreter.
    pub(crate) fn session() -> (Arc<Fake>, Session) {
        let (pretend, pool) = Self::pool(Limits::default());
        let session = pool.session();
        session.to("f").run().unwrap();
        let fake = pretend.fake(0);
        fake.log.lock().unwrap().clear();
        (fake, session)
    }

    pub(crate) fn fake(&self, index: usize) -> Arc<Fake> {
        Arc::clone(&self.started.lock().unwrap()[index])
    }

    pub(crate) fn starts(&self) -> usize {
        self.started.lock().unwrap().len()
    }
}

impl Engine for Pretend {
    fn start(&self) -> Result<Arc<dyn Interpreter>> {
        let fail = |left: usize| left.checked_sub(1);
        if self.failing.fetch_update(Ordering::AcqRel, Ordering::Acquire, fail).is_ok() {
            return Err(Error::environment("no Python today", "come back tomorrow"));
        }
        let mut started = self.started.lock().unwrap();
        let fake = Arc::new(Fake { number: started.len(), ..Fake::default() });
        started.push(Arc::clone(&fake));
        Ok(fake)
    }
}

#[derive(Default)]
pub(crate) struct Fake {
    number: usize,
    pub(crate) log: Mutex<Vec<String>>,
    pub(crate) owner: Mutex<Weak<Owner>>,
    pub(crate) released: Mutex<Vec<u64>>,
    pub(crate) flushed: AtomicUsize,
    pub(crate) cancelled: Arc<AtomicUsize>,
    pub(crate) lost: AtomicBool,
    pub(crate) closed: AtomicBool,
    in_flight: AtomicUsize,
    next: AtomicU64,
    /// What is left of each iterator, and how it ends.
    iterators: Mutex<HashMap<u64, (i64, i64, bool)>>,
    /// How many calls of `block` may go on.
    gate: Mutex<usize>,
    opened: Condvar,
}

impl Fake {
    pub(crate) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// Lets one call of `block` go on.
    pub(crate) fn open(&self) {
        *self.gate.lock().unwrap() += 1;
        self.opened.notify_all();
    }

    /// Waits until so many calls are in flight.
    pub(crate) fn await_in_flight(&self, count: usize) {
        while self.in_flight.load(Ordering::Acquire) != count {
            std::thread::yield_now();
        }
    }

    fn object(&self, owner: &Arc<Owner>) -> Object {
        let id = self.next.fetch_add(1, Ordering::AcqRel);
        Object::adopt(ObjectId(id), "fake.Thing".into(), owner)
    }

    fn value(&self, expr: &Expr, want: Want, owner: &Arc<Owner>) -> Result<Value> {
        let object = || Value::Object(self.object(owner));
        self.log.lock().unwrap().push(expr.to_string());
        match (expr.root(), want) {
            (Some("die"), _) => {
                self.lost.store(true, Ordering::Release);
                Err(Error::WorkerDied(Box::new(WorkerDeath::new(1, Some(1), None, String::new()))))
            }
            (Some("fail"), _) => Err(Exception::new("builtins.ValueError", "failed").into()),
            (Some("block"), _) => {
                let mut gate = self.gate.lock().unwrap();
                while *gate == 0 {
                    gate = self.opened.wait(gate).unwrap();
                }
                *gate -= 1;
                Ok(Value::None)
            }
            (Some("number"), _) => Ok(Value::Int(self.number as i64)),
            (Some("true"), Want::Object) => Ok(object()),
            (Some("builtins.bool"), _) => Ok(Value::Bool(true)),
            (_, Want::Object) => Ok(object()),
            (_, Want::Tuple(wants)) => Ok(Value::Tuple(wants.iter().map(|_| object()).collect())),
            _ => Ok(Value::None),
        }
    }

    /// `range(n)` gives so many numbers, `failing(n)` raises after them.
    fn iterate(&self, expr: &Expr, owner: &Arc<Owner>) -> Value {
        let object = self.object(owner);
        let Expr::Call(call) = expr else { panic!("{expr}") };
        let [Expr::Value(Value::Int(count))] = call.args[..] else { panic!("{expr}") };
        let id = object.id_in(owner).unwrap().0;
        self.iterators.lock().unwrap().insert(id, (0, count, expr.root() == Some("failing")));
        Value::Object(object)
    }

    fn pull(&self, id: u64, count: u32) -> VecDeque<Result<Reply>> {
        self.log.lock().unwrap().push(format!("pull {count}"));
        let mut iterators = self.iterators.lock().unwrap();
        let (at, end, fails) = iterators.get_mut(&id).unwrap();
        let upto = (*at + i64::from(count)).min(*end);
        let items: Vec<Value> = (*at..upto).map(Value::Int).collect();
        let short = items.len() < count as usize;
        *at = upto;
        match (short, *fails) {
            (true, true) => {
                let raised = Exception::new("builtins.ValueError", "failed").into();
                [Ok(Reply::Items(items, Then::More)), Err(raised)].into()
            }
            (true, false) => [Ok(Reply::Items(items, Then::Ended))].into(),
            (false, _) => [Ok(Reply::Items(items, Then::Paused))].into(),
        }
    }
}

impl Interpreter for Fake {
    fn evaluate(&self, request: &Request<'_>) -> Result<Value> {
        *self.owner.lock().unwrap() = Arc::downgrade(request.owner);
        if self.lost.load(Ordering::Acquire) {
            return Err(Error::SessionLost { reason: "it was lost".to_owned() });
        }
        match request.ask {
            Ask::Evaluate { expr, want, .. } => {
                self.in_flight.fetch_add(1, Ordering::AcqRel);
                let value = self.value(expr, want, request.owner);
                self.in_flight.fetch_sub(1, Ordering::AcqRel);
                value
            }
            Ask::Iterate { expr, .. } => Ok(self.iterate(expr, request.owner)),
            Ask::Pull { .. } => panic!("a pull is begun"),
        }
    }

    fn begin(&self, request: &Request<'_>) -> Result<Box<dyn Exchange>> {
        let replies = match request.ask {
            Ask::Evaluate { expr, .. } if expr.root() == Some("never") => {
                self.log.lock().unwrap().push(expr.to_string());
                VecDeque::new()
            }
            Ask::Pull { iterator, count, .. } => self.pull(iterator.id_in(request.owner)?.0, count),
            _ => [self.evaluate(request).map(Reply::Value)].into(),
        };
        Ok(Box::new(Replies { replies, cancelled: Arc::clone(&self.cancelled), over: false }))
    }

    fn release(&self, id: ObjectId) {
        self.released.lock().unwrap().push(id.0);
    }

    fn flush(&self) {
        self.flushed.fetch_add(1, Ordering::AcqRel);
    }

    fn lost(&self) -> Option<String> {
        let gone = self.lost.load(Ordering::Acquire) || self.closed.load(Ordering::Acquire);
        gone.then(|| "it was lost".to_owned())
    }

    fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Acquire)
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Release);
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

struct Replies {
    replies: VecDeque<Result<Reply>>,
    cancelled: Arc<AtomicUsize>,
    over: bool,
}

impl Exchange for Replies {
    fn wait(&mut self) -> Result<Reply> {
        let reply = self.replies.pop_front().expect("there is a reply");
        self.over = !matches!(reply, Ok(Reply::Items(_, Then::More)));
        reply
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<Result<Reply>> {
        if self.replies.is_empty() { Poll::Pending } else { Poll::Ready(self.wait()) }
    }
}

impl Drop for Replies {
    fn drop(&mut self) {
        if !self.over {
            self.cancelled.fetch_add(1, Ordering::AcqRel);
        }
    }
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

pub(crate) fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}
