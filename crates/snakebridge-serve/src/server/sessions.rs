//! [`Sessions`]: the sessions of the host, and what lives in them.

use super::calls::Function;
use super::pools::Pool;
use super::{Server, tasks};
use crate::value::Objects;
use snakebridge_core::{Call, Error, Expr, Object, Result, Session, host};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// By the host's number.
pub(super) struct Sessions {
    places: Mutex<HashMap<u64, Arc<Place>>>,
    /// To the thread that closes sessions: a worker that is told may be slow to listen, and the host is not to wait for that.
    closing: Sender<Arc<Place>>,
}

/// Where requests of one session are evaluated, and what the host holds of it.
pub(super) struct Place {
    pub(super) number: u64,
    whom: Whom,
    closed: AtomicBool,
    objects: Mutex<HashMap<u64, Object>>,
    pub(super) functions: Mutex<HashMap<u64, Function>>,
}

enum Whom {
    Session(Session),
    /// No session: whoever is idle.
    Pool(Arc<Pool>),
    /// There is none, and why.
    Nobody(Error),
}

impl Place {
    fn new(number: u64, whom: Whom) -> Arc<Self> {
        Arc::new(Self {
            number,
            whom,
            closed: AtomicBool::new(false),
            objects: Mutex::default(),
            functions: Mutex::default(),
        })
    }

    /// A call of this session.
    pub(super) fn call(&self, expr: Expr) -> Result<Call> {
        match &self.whom {
            Whom::Session(session) => Ok(Call::expression(expr).in_session(session)),
            Whom::Pool(pool) => Ok(Call::expression(expr).in_bridge(&pool.bridge)),
            Whom::Nobody(error) => Err(error.clone()),
        }
    }

    /// The session itself, or one that will do.
    pub(super) fn session(&self) -> Result<Session> {
        match &self.whom {
            Whom::Session(session) => Ok(session.clone()),
            Whom::Pool(pool) => Ok(pool.session()),
            Whom::Nobody(error) => Err(error.clone()),
        }
    }

    fn object(&self, id: u64) -> Result<Object> {
        lock(&self.objects).get(&id).cloned().ok_or_else(|| Error::SessionLost {
            reason: format!("object {id} of session {} was released, or never was", self.number),
        })
    }

    /// Gives an object a name.
    fn keep(&self, object: &Object) -> u64 {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        if !self.is_closed() {
            lock(&self.objects).insert(id, object.clone());
        }
        id
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Ends it, and lets go of what lives there.
    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        let objects = std::mem::take(&mut *lock(&self.objects));
        lock(&self.functions).clear();
        if let Whom::Session(session) = &self.whom {
            session.close();
        }
        drop(objects);
    }
}

/// Names for the objects that a message holds.
pub(super) struct Naming<'a> {
    place: &'a Place,
    /// An object that is there twice has one name.
    named: HashMap<Object, u64>,
}

impl<'a> Naming<'a> {
    pub(super) fn new(place: &'a Place) -> Self {
        Self { place, named: HashMap::new() }
    }

    /// The message was not sent, and nobody knows the names.
    pub(super) fn take_back(self) {
        let mut objects = lock(&self.place.objects);
        let unnamed: Vec<Object> = self.named.values().filter_map(|id| objects.remove(id)).collect();
        drop(objects);
        drop(unnamed);
    }
}

impl Objects for Naming<'_> {
    fn name(&mut self, object: &Object) -> (u64, u64) {
        let place = self.place;
        let id = *self.named.entry(object.clone()).or_insert_with(|| place.keep(object));
        (place.number, id)
    }
}

impl Sessions {
    /// None yet.
    pub(super) fn start() -> Result<Self> {
        let (closing, closed) = channel::<Arc<Place>>();
        let thread = std::thread::Builder::new().name("serve-closer".to_owned());
        thread.spawn(move || closed.into_iter().for_each(|place| place.close())).map_err(tasks::no_thread)?;
        Ok(Self { places: Mutex::default(), closing })
    }

    fn find(&self, number: u64) -> Option<Arc<Place>> {
        lock(&self.places).get(&number).cloned()
    }

    /// How many sessions, objects and functions there are.
    pub(super) fn count(&self) -> (usize, usize, usize) {
        let sessions = lock(&self.places);
        let objects = sessions.values().map(|place| lock(&place.objects).len()).sum();
        let functions = sessions.values().map(|place| lock(&place.functions).len()).sum();
        (sessions.keys().filter(|&&number| number != 0).count(), objects, functions)
    }

    /// Ends all of them.
    pub(super) fn end_all(&self) {
        let sessions = std::mem::take(&mut *lock(&self.places));
        sessions.into_values().for_each(|place| place.close());
    }
}

impl Server {
    /// The session of a number, which begins now if it has not.
    pub(super) fn place(&self, number: u64) -> Arc<Place> {
        let mut sessions = lock(&self.sessions.places);
        let begin = || {
            let pool = self.pools.default_pool();
            Place::new(
                number,
                if number == 0 { Whom::Pool(Arc::clone(pool)) } else { Whom::Session(pool.session()) },
            )
        };
        Arc::clone(sessions.entry(number).or_insert_with(begin))
    }

    /// Says where a session is to live.
    pub(super) fn open(&self, number: u64, pool: &str) {
        let mistake = |text: String| Whom::Nobody(Error::Usage(text));
        let whom = match (number, self.pools.find(pool)) {
            (0, _) => return,
            (_, Ok(pool)) => Whom::Session(pool.session()),
            (_, Err(error)) => Whom::Nobody(error),
        };
        let mut sessions = lock(&self.sessions.places);
        let before = sessions.remove(&number);
        let whom = match &before {
            Some(_) => mistake(format!("session {number} was opened when it had begun already")),
            None => whom,
        };
        sessions.insert(number, Place::new(number, whom));
        drop(sessions);
        before.into_iter().for_each(|place| self.end_session(place));
    }

    /// Ends a session. Its number is free at once.
    pub(super) fn close(&self, number: u64) {
        if number == 0 {
            return;
        }
        let place = lock(&self.sessions.places).remove(&number);
        place.into_iter().for_each(|place| self.end_session(place));
    }

    fn end_session(&self, place: Arc<Place>) {
        place.closed.store(true, Ordering::Release);
        self.requests.end_those_of(&place);
        self.calls.end_those_of(&place);
        // The thread lives as long as the server.
        let _sent = self.sessions.closing.send(place);
    }

    /// A live object.
    pub(super) fn object(&self, session: u64, id: u64) -> Result<Object> {
        let place = self.sessions.find(session);
        let closed = || Error::SessionLost { reason: format!("session {session} was closed, or never was") };
        place.ok_or_else(closed)?.object(id)
    }

    /// Lets go of objects.
    pub(super) fn release(&self, session: u64, ids: &[u64]) {
        let Some(place) = self.sessions.find(session) else { return };
        let mut released: Vec<Object> = {
            let mut objects = lock(&place.objects);
            ids.iter().filter_map(|id| objects.remove(id)).collect()
        };
        let last = released.pop();
        drop(released);
        last.into_iter().for_each(host::release_at_once);
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
