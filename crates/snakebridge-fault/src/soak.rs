//! Many calls of all kinds, and a look at what grows.

mod kinds;
mod tasks;

use crate::Trouble;
use crate::setting::with_modules;
use crate::system::{Footprint, wait_until};
use kinds::{Caller, KINDS};
use serde::Serialize;
use snakebridge::{Call, Engine, Session};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A soak to be run.
#[derive(Debug, Clone)]
pub struct Soak {
    /// How many calls.
    pub calls: u64,
    /// From how many threads.
    pub threads: usize,
    /// The interpreter, if not the one that is found.
    pub python: Option<PathBuf>,
    /// Where Python runs.
    pub engine: Engine,
}

impl Default for Soak {
    fn default() -> Self {
        Self { calls: 1_000_000, threads: 4, python: None, engine: Engine::Worker }
    }
}

/// What is there at one moment, while no call is under way.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Sample {
    /// Calls so far.
    pub calls: u64,
    /// Seconds so far.
    pub seconds: f64,
    /// What the host has.
    pub host: Footprint,
    /// What the worker has; none where Python runs in the host.
    pub worker: Option<Footprint>,
    /// Live objects that Python holds for the host.
    pub handles: i64,
    /// Callbacks that the host holds for Python.
    pub callbacks: usize,
}

/// What became of a soak.
#[derive(Debug, Clone, Serialize)]
pub struct Soaked {
    /// One after the warm-up, which is the first tenth, and one after each further tenth.
    pub samples: Vec<Sample>,
    /// How many calls of each kind.
    pub made: BTreeMap<&'static str, u64>,
    /// What was not as it should be.
    pub troubles: Vec<Trouble>,
}

/// Times that the calls are interrupted to take a sample.
const ROUNDS: u64 = 10;
/// By how much memory may grow after the warm-up: what an allocator keeps differs from time to time.
const GROWTH: u64 = 8 << 20;
/// How long threads that were made for a moment may stay for the next.
const CLEARANCE: Duration = Duration::from_secs(5);

/// Makes many calls of all kinds from several threads in one session, and hands on a sample for each tenth of them.
///
/// # Errors
/// When there is no session to make calls in, or a call gives what it should not.
pub fn soak(soak: &Soak, tell: &mut dyn FnMut(&Sample)) -> Result<Soaked, Trouble> {
    let bridge = with_modules().engine(soak.engine);
    let bridge = match &soak.python {
        Some(python) => bridge.python(python),
        None => bridge,
    };
    let bridge = bridge.build().map_err(|error| error.to_string())?;
    let tally = Tally::new(bridge.session())?;
    let mut samples: Vec<Sample> = Vec::new();
    for round in 1..=ROUNDS {
        tally.make_until(soak.calls * round / ROUNDS, soak.threads)?;
        let sample = tally.sample(samples.first())?;
        tell(&sample);
        samples.push(sample);
    }
    let troubles = tally.judge(&samples)?;
    let made = KINDS.iter().zip(&tally.made).map(|(kind, made)| (kind.name, made.load(Ordering::Relaxed)));
    Ok(Soaked { samples, made: made.collect(), troubles })
}

/// The calls of a soak.
struct Tally {
    session: Session,
    worker: u32,
    began: Instant,
    next: AtomicU64,
    made: Vec<AtomicU64>,
    /// Each callback has a share.
    witness: Arc<()>,
}

impl Tally {
    fn new(session: Session) -> Result<Self, Trouble> {
        let worker = session.to("os.getpid").get().map_err(|error| format!("there is no worker: {error}"))?;
        let made = KINDS.iter().map(|_| AtomicU64::new(0)).collect();
        Ok(Self {
            session,
            worker,
            began: Instant::now(),
            next: AtomicU64::new(0),
            made,
            witness: Arc::new(()),
        })
    }

    /// Makes calls until there are so many.
    fn make_until(&self, calls: u64, threads: usize) -> Result<(), Trouble> {
        std::thread::scope(|scope| {
            let callers: Vec<_> = (0..threads).map(|_| scope.spawn(|| self.call_until(calls))).collect();
            let outcomes = callers.into_iter().map(|caller| caller.join());
            let outcomes = outcomes.map(|it| it.unwrap_or_else(|_| Err("a caller panicked".to_owned())));
            // The scope waits for those that are not looked at.
            outcomes.collect()
        })
    }

    fn call_until(&self, calls: u64) -> Result<(), Trouble> {
        let caller = Caller { session: self.session.clone(), witness: Arc::clone(&self.witness) };
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= calls {
                self.next.fetch_min(calls, Ordering::Relaxed);
                return Ok(());
            }
            let index = kinds::of(number);
            let kind = &KINDS[index];
            // Small numbers, so that what Python keeps of them does not grow.
            let outcome = (kind.call)(&caller, i64::try_from(number % 1000).unwrap_or_default());
            outcome.map_err(|trouble| format!("call {number} ({}): {trouble}", kind.name))?;
            self.made[index].fetch_add(1, Ordering::Relaxed);
        }
    }

    fn sample(&self, first: Option<&Sample>) -> Result<Sample, Trouble> {
        let mut handles = self.ask("faulty.live")?;
        // What a thread that Python is done with still drops, or a thread that waits for more work, needs a moment.
        let threads = |worker: Option<Footprint>| worker.map_or(0, |worker| worker.threads);
        wait_until(CLEARANCE, || {
            handles = self.ask("faulty.live").unwrap_or(handles);
            let (host, worker) = (Footprint::own(), threads(self.footprint()));
            let settled = first
                .is_none_or(|first| host.threads <= first.host.threads && worker <= threads(first.worker));
            settled && handles == 0 && Arc::strong_count(&self.witness) == 1
        });
        Ok(Sample {
            calls: self.next.load(Ordering::Relaxed),
            seconds: self.began.elapsed().as_secs_f64(),
            host: Footprint::own(),
            worker: self.footprint(),
            handles,
            callbacks: Arc::strong_count(&self.witness) - 1,
        })
    }

    /// That of the worker, if there is one.
    fn footprint(&self) -> Option<Footprint> {
        (self.worker != std::process::id()).then(|| Footprint::of(self.worker))
    }

    fn ask(&self, path: &'static str) -> Result<i64, Trouble> {
        self.session.to(path).get().map_err(|error| format!("`{path}`: {error}"))
    }

    fn judge(&self, samples: &[Sample]) -> Result<Vec<Trouble>, Trouble> {
        let mut troubles = Vec::new();
        let (Some(first), Some(last)) = (samples.first(), samples.last()) else { return Ok(troubles) };
        let workers = first.worker.zip(last.worker).map(|(first, last)| ("worker", first, last));
        for (who, first, last) in [("host", first.host, last.host)].into_iter().chain(workers) {
            let growth = last.resident.saturating_sub(first.resident);
            if growth > GROWTH.max(first.resident / 10) {
                troubles.push(format!("the {who} has grown by {} KiB since the warm-up", growth >> 10));
            }
            if last.descriptors > first.descriptors || last.threads > first.threads {
                troubles.push(format!("the {who} has {last:?} after {first:?}"));
            }
        }
        for sample in samples.iter().filter(|sample| sample.handles != 0 || sample.callbacks != 0) {
            let Sample { calls, handles, callbacks, .. } = sample;
            troubles.push(format!(
                "after {calls} calls, {handles} objects and {callbacks} callbacks are held for nobody"
            ));
        }
        if self.ask("os.getpid")? != i64::from(self.worker) {
            troubles.push("the worker was replaced meanwhile".to_owned());
        }
        let dropped = self.made[kinds::index_of("streams dropped early")].load(Ordering::Relaxed);
        let closed = Call::path("soaked.Closing.closed").in_session(&self.session).get::<u64>();
        let closed = closed.map_err(|error| error.to_string())?;
        if closed != dropped {
            troubles.push(format!("of {dropped} generators that were dropped early, {closed} were closed"));
        }
        Ok(troubles)
    }
}
