//! [`Begun`]: a request that is answered part by part, to a thread or to a task.

use crate::bounds::{Bounds, LOOK};
use crate::clock::{self, Due};
use crate::interpreter::{Embedded, Outcome};
use crate::python::unattached;
use crate::slots::{Come, Slot};
use crate::written::Written;
use snakebridge_core::engine::{Ask, Exchange, Owner, Reply, Request, Then};
use snakebridge_core::{Error, Expr, OnCancel, Result, Stopped};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

/// A request that was begun. Nothing happens until somebody waits for it: a thread evaluates by itself, for a task the session's thread does.
/// Of a stream, one item is taken at a time: none is asked for before the host has had the one before, and none waits for the next.
pub(crate) struct Begun {
    embedded: Arc<Embedded>,
    owner: Arc<Owner>,
    written: Written,
    /// What the request names lives until it has been evaluated.
    _named: Expr,
    bounds: Bounds,
    /// The call of a task that it is made within.
    within: Option<u32>,
    /// Items that may still be asked for.
    left: Option<u32>,
    /// What the session's thread is at for this.
    asked: Option<Asked>,
    over: bool,
}

/// Something that a task of Python answers.
struct Asked {
    token: u64,
    slot: Arc<Slot>,
    stage: Stage,
    /// When whoever waits has to look at it again.
    due: Option<Due>,
    _on_cancel: Option<OnCancel>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Running,
    /// It was told to end, and has until then.
    Interrupted(Instant),
}

impl Begun {
    pub(crate) fn new(embedded: Arc<Embedded>, request: &Request<'_>) -> Result<Self> {
        let written = Written::of(&embedded, request.ask, request.owner)?;
        let (named, left) = match request.ask {
            Ask::Evaluate { expr, .. } | Ask::Iterate { expr, .. } => (expr.clone(), None),
            Ask::Pull { iterator, count, .. } => (Expr::Object(iterator.clone()), Some(count)),
        };
        std::mem::forget(embedded.enter());
        Ok(Self {
            owner: Arc::clone(request.owner),
            bounds: Bounds::of(request),
            within: embedded.call_within(),
            embedded,
            written,
            _named: named,
            left,
            asked: None,
            over: false,
        })
    }

    fn check(&self) -> Result<()> {
        if self.over {
            return Err(Error::Usage("this request has been answered".to_owned()));
        }
        self.embedded.check()
    }

    /// What comes after this part.
    fn judge(&mut self, interrupted: bool, outcome: Result<Reply>) -> Result<Reply> {
        let reply = self.bounds.judge(interrupted, outcome);
        match reply {
            Ok(Reply::Items(items, then)) => {
                let left = self.left.map_or(0, |left| left.saturating_sub(1));
                self.left = Some(left);
                let then = if then == Then::More && left == 0 { Then::Paused } else { then };
                self.over = then != Then::More;
                Ok(Reply::Items(items, then))
            }
            reply => {
                self.over = true;
                reply
            }
        }
    }
}

impl Asked {
    fn new(embedded: &Embedded, token: u64, bounds: &Bounds) -> Self {
        let slot = embedded.slots.wait_for(token);
        let wake = |slot: &Arc<Slot>| {
            let slot = Arc::downgrade(slot);
            move || slot.upgrade().into_iter().for_each(|slot| slot.wake())
        };
        let on_cancel = bounds.cancel.as_ref().map(|cancel| cancel.on_cancel(wake(&slot)));
        Self { token, slot, stage: Stage::Running, due: None, _on_cancel: on_cancel }
    }

    /// Interrupts what is over its time; says that it is given up when it does not heed that.
    fn look(&mut self, embedded: &Embedded, bounds: &Bounds) -> Option<Error> {
        let now = Instant::now();
        match self.stage {
            Stage::Running if bounds.is_over() => {
                self.stage = Stage::Interrupted(now + bounds.grace());
                embedded.cancel(self.token);
            }
            Stage::Interrupted(until) if now < until => embedded.cancel(self.token),
            Stage::Interrupted(_) => {
                embedded.slots.abandon(self.token);
                return Some(bounds.stopped(Stopped::Interrupted));
            }
            Stage::Running => {}
        }
        None
    }

    /// When to look again.
    fn until(&self, bounds: &Bounds) -> Option<Instant> {
        match self.stage {
            Stage::Running => bounds.deadline.map(|deadline| deadline.at),
            Stage::Interrupted(until) => Some(until.min(Instant::now() + LOOK)),
        }
    }

    fn is_interrupted(&self) -> bool {
        self.stage != Stage::Running
    }

    /// Waits for the answer.
    fn wait(&mut self, embedded: &Embedded, bounds: &Bounds, owner: &Arc<Owner>) -> Result<Reply> {
        loop {
            if let Some(error) = self.look(embedded, bounds) {
                return Err(error);
            }
            match unattached(|| self.slot.wait(self.until(bounds))) {
                Come::Answer(answer) => return embedded.read(&answer, owner),
                Come::SessionEnded => return Err(ended()),
                Come::Late => {}
            }
        }
    }
}

fn ended() -> Error {
    Error::SessionLost { reason: "it was closed".to_owned() }
}

/// Waits for what a task of Python answers.
pub(crate) fn wait_for_answer(
    embedded: &Embedded,
    token: u64,
    bounds: &Bounds,
    owner: &Arc<Owner>,
) -> Result<Reply> {
    let mut asked = Asked::new(embedded, token, bounds);
    let outcome = asked.wait(embedded, bounds, owner);
    bounds.judge(asked.is_interrupted(), outcome)
}

impl Exchange for Begun {
    fn wait(&mut self) -> Result<Reply> {
        self.check()?;
        let (interrupted, outcome) = match self.asked.take() {
            Some(mut asked) => {
                let outcome = asked.wait(&self.embedded, &self.bounds, &self.owner);
                (asked.is_interrupted(), outcome)
            }
            None => {
                let token = self.embedded.next_token();
                let deferred = if self.written.awaits() || self.within.is_some() {
                    self.embedded.begin_there(&self.written, token, self.within)?;
                    None
                } else {
                    match self.embedded.evaluate_here(&self.written, token, &self.bounds)? {
                        (Outcome::Answer(answer), interrupted) => {
                            Some((interrupted, self.embedded.read(&answer, &self.owner)))
                        }
                        (Outcome::Value(value), interrupted) => Some((interrupted, Ok(Reply::Value(value)))),
                        (Outcome::Deferred, _) => None,
                    }
                };
                deferred.unwrap_or_else(|| {
                    let mut asked = Asked::new(&self.embedded, token, &self.bounds);
                    let outcome = asked.wait(&self.embedded, &self.bounds, &self.owner);
                    (asked.is_interrupted(), outcome)
                })
            }
        };
        self.judge(interrupted, outcome)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Reply>> {
        self.check()?;
        if self.asked.is_none() {
            let token = self.embedded.next_token();
            self.asked = Some(Asked::new(&self.embedded, token, &self.bounds));
            self.embedded.begin_there(&self.written, token, self.within)?;
        }
        let Some(mut asked) = self.asked.take() else { return Poll::Pending };
        let polled = asked.slot.poll(context);
        if polled.is_pending() {
            if let Some(error) = asked.look(&self.embedded, &self.bounds) {
                return Poll::Ready(self.judge(true, Err(error)));
            }
            let slot = Arc::downgrade(&asked.slot);
            asked.due = asked.until(&self.bounds).map(|until| {
                clock::at(until, move |_| {
                    slot.upgrade().into_iter().for_each(|slot| slot.wake());
                    None
                })
            });
            self.asked = Some(asked);
            return Poll::Pending;
        }
        let outcome = match ready!(polled) {
            Come::Answer(answer) => self.embedded.read(&answer, &self.owner),
            Come::SessionEnded | Come::Late => Err(ended()),
        };
        Poll::Ready(self.judge(asked.is_interrupted(), outcome))
    }
}

/// What nobody waits for any more is stopped.
impl Drop for Begun {
    fn drop(&mut self) {
        if let Some(asked) = self.asked.take() {
            self.embedded.slots.abandon(asked.token);
            self.embedded.cancel(asked.token);
        }
        self.embedded.leave();
    }
}
