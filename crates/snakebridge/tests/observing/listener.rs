//! A subscriber that remembers.

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// A hang is an error, in the end.
const PATIENCE: Duration = Duration::from_secs(60);

/// A span or an event.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) level: Level,
    /// The index of the span around it.
    pub(crate) parent: Option<usize>,
    fields: Vec<(&'static str, String)>,
}

impl Seen {
    fn new(metadata: &Metadata<'static>) -> Self {
        let parent = ENTERED.with_borrow(|entered| entered.last().map(index));
        let (name, target, level) = (metadata.name(), metadata.target(), *metadata.level());
        Self { name, target, level, parent, fields: Vec::new() }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl Visit for Seen {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.push((field.name(), value.to_owned()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.fields.push((field.name(), format!("{value:?}")));
    }
}

thread_local! {
    static ENTERED: RefCell<Vec<Id>> = const { RefCell::new(Vec::new()) };
}

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).expect("few spans are made") - 1
}

#[derive(Clone, Default)]
pub(crate) struct Listener(Arc<(Mutex<Log>, Condvar)>);

#[derive(Default)]
struct Log {
    spans: Vec<Seen>,
    /// Those before this one are of another test.
    first: usize,
    events: Vec<Seen>,
}

impl Listener {
    /// Forgets what was seen so far. Spans keep their indices.
    pub(crate) fn clear(&self) {
        let mut log = self.lock();
        log.first = log.spans.len();
        log.events.clear();
    }

    /// All spans, at their indices; those of other tests have no fields any more.
    pub(crate) fn spans(&self) -> Vec<Seen> {
        let log = self.lock();
        let mut spans = log.spans.clone();
        spans[..log.first].iter_mut().for_each(|span| span.fields.clear());
        spans
    }

    pub(crate) fn events(&self) -> Vec<Seen> {
        self.lock().events.clone()
    }

    /// The first such event, which may be yet to come.
    pub(crate) fn await_event(&self, wanted: impl Fn(&Seen) -> bool) -> Seen {
        let missing = |log: &mut Log| !log.events.iter().any(&wanted);
        let waited = self.0.1.wait_timeout_while(self.lock(), PATIENCE, missing);
        let (log, _) = waited.expect("nobody panics with the log");
        log.events.iter().find(|event| wanted(event)).cloned().expect("the event comes")
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.0.lock().expect("nobody panics with the log")
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("snakebridge")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut seen = Seen::new(span.metadata());
        span.record(&mut seen);
        let mut log = self.lock();
        log.spans.push(seen);
        Id::from_u64(log.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        values.record(&mut self.lock().spans[index(id)]);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen::new(event.metadata());
        event.record(&mut seen);
        self.lock().events.push(seen);
        self.0.1.notify_all();
    }

    fn enter(&self, id: &Id) {
        ENTERED.with_borrow_mut(|entered| entered.push(id.clone()));
    }

    fn exit(&self, id: &Id) {
        let left = ENTERED.with_borrow_mut(Vec::pop);
        assert_eq!(left.as_ref(), Some(id), "spans are left in the reverse order");
    }
}
