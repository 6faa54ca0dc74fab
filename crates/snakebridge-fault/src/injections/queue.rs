//! More calls than there are workers and places to wait.

use crate::Trouble;
use crate::scene::{Scene, brief};
use crate::system::wait_until;
use snakebridge::{Bridge, Callback, Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const WORKERS: usize = 2;
const WAITING: usize = 3;
/// How long the workers may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn full(scene: &mut Scene) -> Result<(), Trouble> {
    let bridge = scene.bridge().workers(WORKERS).queue(WAITING).build().map_err(|error| error.to_string())?;
    let crowd = Crowd::default();
    let told = std::thread::scope(|scope| {
        // As many as there is room for, each until it is told to go.
        let held: Vec<_> = (0..WORKERS + WAITING).map(|_| scope.spawn(|| crowd.hold(&bridge))).collect();
        let filled = wait_until(PATIENCE, || crowd.inside.load(Ordering::Acquire) == WORKERS);
        let refused = filled.then(|| refusal(&bridge));
        let since = Instant::now();
        crowd.open.store(true, Ordering::Release);
        let outcomes: Vec<_> = held.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        (refused, since, outcomes)
    });
    let (refused, since, outcomes) = told;
    match refused {
        Some(Some(Error::Saturated { workers: WORKERS, waiting: WAITING })) => {}
        other => scene.trouble(format!("a call too many was not refused as it should be: {other:?}")),
    }
    let failed = outcomes.iter().filter(|outcome| !matches!(outcome, Ok(Ok(())))).count();
    if failed > 0 {
        scene.trouble(format!("{failed} of the calls for which there was room failed: {outcomes:?}"));
    }
    let next = bridge.to("math.sqrt").arg(16.0).get::<f64>();
    scene.recovered(&next, since);
    scene.count_objects(&bridge.session());
    bridge.close(Duration::from_secs(5));
    Ok(())
}

/// Calls until one is refused: those that are to fill the queue may still be on their way there.
fn refusal(bridge: &Bridge) -> Option<Error> {
    let mut refused = None;
    wait_until(PATIENCE, || {
        let outcome = bridge.to("math.sqrt").arg(1).deadline(Duration::from_millis(10)).run();
        match outcome {
            Err(Error::TimedOut(_)) => false,
            other => {
                refused = other.err();
                true
            }
        }
    });
    refused
}

#[derive(Default)]
struct Crowd {
    inside: Arc<AtomicUsize>,
    open: Arc<AtomicBool>,
}

impl Crowd {
    /// A call that takes up a worker until the door is open.
    fn hold(&self, bridge: &Bridge) -> Result<()> {
        let (inside, open) = (Arc::clone(&self.inside), Arc::clone(&self.open));
        let wait = Callback::new(move || {
            inside.fetch_add(1, Ordering::AcqRel);
            wait_until(2 * PATIENCE, || open.load(Ordering::Acquire))
        });
        let waited = bridge.to("builtins.bool").arg(bridge.path("faulty.call").arg(wait)).get::<bool>()?;
        if waited { Ok(()) } else { Err(Error::host(brief(&Ok("the door never opened")))) }
    }
}
