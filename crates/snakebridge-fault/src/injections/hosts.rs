//! Hosts that are killed.

use crate::Trouble;
use crate::children::{self, Role};
use crate::scene::Scene;
use crate::system::wait_until;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Workers of the host: one idle, one at work, one with descendants.
const WORKERS: usize = 3;
/// How long the workers of a dead host may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn killed(scene: &mut Scene) -> Result<(), Trouble> {
    let mut command = children::command(scene, Role::Busy, WORKERS);
    let mut host = command.stdout(Stdio::piped()).spawn().map_err(children::cannot)?;
    let mut line = String::new();
    let heard = host.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut line));
    let before = scene.processes().len();
    host.kill().map_err(children::cannot)?;
    let since = Instant::now();
    host.wait().map_err(children::cannot)?;
    if line.trim() != children::READY || before <= WORKERS {
        scene.trouble(format!("the host said {line:?} ({heard:?}) and had {before} processes"));
    }
    if !wait_until(PATIENCE, || scene.processes().is_empty()) {
        scene.trouble("a killed host leaves processes behind");
    }
    let bridge = scene.bridge().build().map_err(|error| error.to_string())?;
    let session = bridge.session();
    scene.recover(&session, since);
    scene.count_objects(&session);
    session.close();
    Ok(())
}
