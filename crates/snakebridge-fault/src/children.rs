//! Hosts of their own: this program, started again, for what cannot be done to the host that looks on.

use crate::scene::{MARK, Scene};
use crate::setting::with_modules;
use crate::{Trouble, report};
use clap::ValueEnum;
use snakebridge::{Bridge, Callback, Session};
use std::process::Command;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

/// What a host of its own does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Has Python write that many bytes to stdout and stderr, then makes a call and prints the seconds it took.
    Flood,
    /// Has so many workers, at least three, tells when they are there, and waits for its end.
    Busy,
}

/// What a busy host says when all is set.
pub(crate) const READY: &str = "ready";
/// The interpreter of a host of its own.
const PYTHON: &str = "SNAKEBRIDGE_PYTHON";

/// The command of such a host, as part of a scene.
pub(crate) fn command(scene: &Scene, role: Role, amount: usize) -> Command {
    let mut command = Command::new(&scene.setting.program);
    let role = role.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    command.args(["host", &role, &amount.to_string()]).env(MARK, scene.mark());
    if let Some(python) = &scene.setting.python {
        command.env(PYTHON, python);
    }
    command
}

/// Why there is no such host.
pub(crate) fn cannot(error: impl std::fmt::Display) -> Trouble {
    format!("a host of its own cannot be had: {error}")
}

/// The seconds that a host printed.
pub(crate) fn read_seconds(line: &[u8]) -> Option<f64> {
    std::str::from_utf8(line).ok()?.trim().parse().ok()
}

/// Plays the host.
///
/// # Errors
/// When what it does goes wrong.
pub fn play(role: Role, amount: usize) -> Result<(), Trouble> {
    let bridge = with_modules().workers(amount.min(8)).build().map_err(|error| error.to_string())?;
    let played = match role {
        Role::Flood => flood(&bridge.session(), amount),
        Role::Busy => busy(&bridge, amount),
    };
    played.map_err(|error| error.to_string())
}

fn flood(session: &Session, size: usize) -> snakebridge::Result<()> {
    session.to("faulty.flood").arg(size as u64).run()?;
    let since = Instant::now();
    session.to("math.sqrt").arg(16.0).get::<f64>()?;
    report::line(&since.elapsed().as_secs_f64());
    Ok(())
}

fn busy(bridge: &Bridge, workers: usize) -> snakebridge::Result<()> {
    let sessions: Vec<Session> = (0..workers).map(|_| bridge.session()).collect();
    for session in &sessions {
        session.to("math.sqrt").arg(1).run()?;
    }
    let (ready, awaited) = channel();
    std::thread::scope(|scope| {
        let [stuck, defiant, ..] = &*sessions else { return };
        let told = tell(&ready);
        scope.spawn(move || stuck.to("faulty.hold_the_gil").arg(told).run());
        let told = tell(&ready);
        scope.spawn(move || defiant.to("faulty.defy").arg(told).run());
        if awaited.recv().and_then(|()| awaited.recv()).is_ok() {
            report::line(&READY);
        }
        // The calls never end, and so neither does this.
    });
    Ok(())
}

fn tell(ready: &Sender<()>) -> Callback {
    let ready = ready.clone();
    Callback::new(move || ready.send(()).map_err(|error| error.to_string()))
}
