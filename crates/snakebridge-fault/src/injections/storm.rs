//! Workers that are killed again and again while threads use them.

use crate::Trouble;
use crate::scene::{Scene, brief};
use rustix::process::{Pid, Signal, kill_process};
use snakebridge::{Bridge, Error, Result};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const WORKERS: usize = 4;
const CALLERS: usize = 8;
/// How long calls may bring nothing but deaths.
const DROUGHT: Duration = Duration::from_secs(10);

pub(super) fn kills(scene: &mut Scene) -> Result<(), Trouble> {
    let bridge = scene.bridge().workers(WORKERS).build().map_err(|error| error.to_string())?;
    let load = Load::default();
    let scene = &mut *scene;
    let (killed, troubles) = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS).map(|_| scope.spawn(|| load.call(&bridge))).collect();
        let killed = load.kill(scene);
        load.over.store(true, Ordering::Release);
        let troubles = callers.into_iter().filter_map(|caller| match caller.join() {
            Ok(outcome) => outcome.err(),
            Err(_) => Some("a caller panicked".to_owned()),
        });
        (killed, troubles.collect::<Vec<_>>())
    });
    troubles.into_iter().for_each(|trouble| scene.trouble(trouble));
    if killed < scene.setting.kills {
        let (good, bad) = (load.good.load(Ordering::Relaxed), load.bad.load(Ordering::Relaxed));
        scene.trouble(format!(
            "only {killed} workers could be killed; {good} calls were good and {bad} were not"
        ));
    }
    let since = Instant::now();
    // A kill from the storm may be on its way still; nothing but that excuses a death now.
    let next = std::iter::repeat_with(|| bridge.to("math.sqrt").arg(16.0).get::<f64>());
    let next = next.take(WORKERS + 1).find(|next| !is_death(next));
    scene.recovered(&next.unwrap_or(Err(Error::Cancelled)), since);
    count_workers(scene, &bridge);
    scene.count_objects(&bridge.session());
    bridge.close(Duration::from_secs(5));
    Ok(())
}

/// The pool is full again: as many calls at once as there are workers, each in another.
fn count_workers(scene: &mut Scene, bridge: &Bridge) {
    let nap = || bridge.to("faulty.nap").arg(0.3).get::<u32>();
    let naps: Vec<_> = std::thread::scope(|scope| {
        let naps: Vec<_> = (0..WORKERS).map(|_| scope.spawn(nap)).collect();
        naps.into_iter().filter_map(|nap| nap.join().ok()).collect()
    });
    let pids: BTreeSet<u32> = naps.iter().flatten().copied().collect();
    if pids.len() != WORKERS {
        let outcomes: Vec<_> = naps.iter().map(brief).collect();
        scene
            .trouble(format!("of {WORKERS} workers, {} are there after the storm: {outcomes:?}", pids.len()));
    }
}

#[derive(Default)]
struct Load {
    over: AtomicBool,
    good: AtomicU64,
    bad: AtomicU64,
}

impl Load {
    /// Calls until the storm is over.
    fn call(&self, bridge: &Bridge) -> Result<(), Trouble> {
        let mut number = 0_i64;
        while !self.over.load(Ordering::Acquire) {
            number += 1;
            match bridge.to("soaked.Node").arg(number).attr("next").attr("value").get::<i64>() {
                Ok(next) if next == number + 1 => self.good.fetch_add(1, Ordering::Relaxed),
                outcome if is_death(&outcome) => self.bad.fetch_add(1, Ordering::Relaxed),
                other => return Err(format!("a call in the storm came to {}", brief(&other))),
            };
        }
        Ok(())
    }

    /// Kills as many workers as the setting says, each after a good call; how many it got.
    fn kill(&self, scene: &Scene) -> usize {
        let mut killed = 0;
        while killed < scene.setting.kills {
            let before = self.good.load(Ordering::Relaxed);
            if !crate::system::wait_until(DROUGHT, || self.good.load(Ordering::Relaxed) > before) {
                break;
            }
            let workers = scene.processes();
            let Some(victim) = workers.get(killed % workers.len().max(1)) else { continue };
            let victim = i32::try_from(*victim).ok().and_then(Pid::from_raw);
            killed += usize::from(victim.is_some_and(|pid| kill_process(pid, Signal::KILL).is_ok()));
        }
        killed
    }
}

/// What is to be expected of a worker that is killed.
fn is_death<T>(outcome: &Result<T>) -> bool {
    matches!(outcome, Err(Error::WorkerDied(_) | Error::SessionLost { .. }))
}
