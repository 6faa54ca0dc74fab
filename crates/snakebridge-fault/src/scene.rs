//! [`Scene`]: where one injection happens, and what is looked at before and after.

use crate::expected::Expected;
use crate::finding::Finding;
use crate::setting::Setting;
use crate::system::{self, Footprint};
use crate::{Trouble, injections::Injection};
use snakebridge::{Bridge, BridgeBuilder, Call, Callback, Error, Object, Result, Session};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The variable in the environment of all processes of a scene.
pub(crate) const MARK: &str = "SNAKEBRIDGE_FAULT";
/// How long what has ended may take to disappear.
const CLEARANCE: Duration = Duration::from_secs(5);

/// Where one injection happens.
pub(crate) struct Scene {
    pub(crate) setting: Arc<Setting>,
    mark: String,
    before: Footprint,
    /// Each callback that the host keeps for Python has a share.
    witness: Arc<()>,
    finding: Finding,
}

/// What a session has when harm is done to it.
struct Possessions {
    object: Object,
}

impl Scene {
    pub(crate) fn new(injection: &Injection, setting: &Arc<Setting>) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self {
            setting: Arc::clone(setting),
            mark: format!("{}-{number}", std::process::id()),
            before: Footprint::own(),
            witness: Arc::new(()),
            finding: Finding { name: injection.name, ..Finding::default() },
        }
    }

    /// A bridge whose processes are known as those of this scene.
    pub(crate) fn bridge(&self) -> BridgeBuilder {
        self.setting.bridge().env(MARK, &self.mark)
    }

    /// What the processes of this scene have in their environment.
    pub(crate) fn mark(&self) -> &str {
        &self.mark
    }

    pub(crate) fn processes(&self) -> Vec<u32> {
        system::processes_with(MARK, &self.mark)
    }

    /// Has one call do harm in a session of its own, and looks at what becomes of it, and of the next call.
    pub(crate) fn hurt(&mut self, harm: Call, expected: Expected) -> Result<(), Trouble> {
        let bridge = self.bridge().build().map_err(|error| error.to_string())?;
        self.hurt_in(&bridge, harm, expected)
    }

    pub(crate) fn hurt_in(&mut self, bridge: &Bridge, harm: Call, expected: Expected) -> Result<(), Trouble> {
        let session = bridge.session();
        let possessions = self.settle_in(&session).map_err(|error| format!("before any harm: {error}"))?;
        let mut harm = harm.in_session(&session);
        if expected.takes_deadline() {
            harm = harm.deadline(self.setting.deadline);
        }
        let began = Instant::now();
        let outcome = harm.run();
        if expected.takes_deadline() {
            self.judge_overrun(began.elapsed().saturating_sub(self.setting.deadline));
        }
        drop(harm);
        if !expected.fits(&outcome) {
            self.trouble(format!("{expected:?} was expected, and it was {}", brief(&outcome)));
        }
        // An exception holds itself in the worker.
        drop(outcome);
        self.recover(&session, Instant::now());
        self.check_possessions(&possessions, expected);
        drop(possessions);
        self.count_objects(&session);
        session.close();
        Ok(())
    }

    /// Gives a session something to lose.
    fn settle_in(&self, session: &Session) -> Result<Possessions> {
        let witness = Arc::clone(&self.witness);
        let callback = Callback::new(move || Arc::strong_count(&witness));
        session.to("faulty.keep").arg(callback).run()?;
        Ok(Possessions { object: session.to("faulty.Thing").object()? })
    }

    fn check_possessions(&mut self, possessions: &Possessions, expected: Expected) {
        let asked = possessions.object.attr("value").get::<i64>();
        let as_expected = match &asked {
            Ok(value) => expected.spares_worker() && *value == 1,
            Err(Error::SessionLost { .. }) => !expected.spares_worker(),
            Err(_) => false,
        };
        if !as_expected {
            self.trouble(format!("an object from before the harm is now {}", brief(&asked)));
        }
    }

    /// Waits for the next good result, since the harm was done.
    pub(crate) fn recover(&mut self, session: &Session, since: Instant) {
        self.recovered(&session.to("math.sqrt").arg(16.0).get::<f64>(), since);
    }

    /// Notes the result of `math.sqrt(16.0)`, the first after the harm.
    pub(crate) fn recovered(&mut self, next: &Result<f64>, since: Instant) {
        match next {
            Ok(4.0) => self.finding.recovery = Some(since.elapsed().as_secs_f64()),
            other => self.trouble(format!("the next call is no good: {}", brief(other))),
        }
    }

    /// Notes the seconds to the first good result, where somebody else has measured them.
    pub(crate) fn recovered_after(&mut self, seconds: f64) {
        self.finding.recovery = Some(seconds);
    }

    /// Notes by how much a call outlived its deadline.
    pub(crate) fn judge_overrun(&mut self, overrun: Duration) {
        let before = self.finding.overrun.unwrap_or(0.0);
        self.finding.overrun = Some(before.max(overrun.as_secs_f64()));
        let allowed = self.setting.grace + self.setting.slack;
        if overrun > allowed {
            self.trouble(format!("a call outlived its deadline by {overrun:?}, and {allowed:?} was allowed"));
        }
    }

    /// What the worker still holds, when the host has dropped all.
    pub(crate) fn count_objects(&mut self, session: &Session) {
        let forgotten = session.to("faulty.forget").run();
        match forgotten.and_then(|()| session.to("faulty.live").get::<i64>()) {
            Ok(live) => self.finding.worker_objects += live,
            Err(error) => self.trouble(format!("the live objects cannot be counted: {error}")),
        }
    }

    pub(crate) fn trouble(&mut self, trouble: impl Into<String>) {
        self.finding.troubles.push(trouble.into());
    }

    /// Looks at what is left, when all sessions and bridges of the scene are gone.
    pub(crate) fn finish(mut self, done: Result<(), Trouble>) -> Finding {
        self.finding.troubles.extend(done.err());
        let before = self.before;
        let left = || [self.processes(), system::zombies()].concat();
        let surplus = || {
            let now = Footprint::own();
            let callbacks = Arc::strong_count(&self.witness) - 1;
            callbacks
                + now.descriptors.saturating_sub(before.descriptors)
                + now.threads.saturating_sub(before.threads)
        };
        system::wait_until(CLEARANCE, || left().is_empty() && surplus() == 0);
        let (left, surplus) = (left(), surplus());
        let callbacks = Arc::strong_count(&self.witness) - 1;
        self.finding.host_objects = surplus;
        self.finding.processes = left.iter().map(|pid| system::describe(*pid)).collect();
        if surplus > 0 {
            let now = Footprint::own();
            self.trouble(format!("the host has {callbacks} callbacks left, and {now:?} after {before:?}"));
        }
        if self.finding.worker_objects != 0 {
            self.trouble(format!("the worker holds {} objects for nobody", self.finding.worker_objects));
        }
        if !left.is_empty() {
            self.trouble(format!("processes are left: {}", self.finding.processes.join(", ")));
            // They would be counted again, and be in the way of others.
            left.iter().for_each(|pid| end(*pid));
        }
        self.finding
    }
}

fn end(pid: u32) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw) {
        let _gone = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
    }
}

/// An outcome, for people.
pub(crate) fn brief<T: std::fmt::Debug>(outcome: &Result<T>) -> String {
    match outcome {
        Ok(value) => format!("a result: {value:?}"),
        Err(error) => error.to_string(),
    }
}
