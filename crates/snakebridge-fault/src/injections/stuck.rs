//! Calls that do not end by themselves.

use crate::Trouble;
use crate::expected::Expected;
use crate::scene::Scene;
use snakebridge::Call;

pub(super) fn holds_the_gil(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.hold_the_gil"), Expected::Killed)
}

pub(super) fn sums(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.count_in_c"), Expected::Killed)
}

/// Python's regular expressions look for signals while they search.
pub(super) fn backtracks(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.backtrack"), Expected::Interrupted)
}

pub(super) fn spins(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.spin"), Expected::Interrupted)
}

pub(super) fn spins_stubbornly(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.spin_stubbornly"), Expected::Killed)
}

pub(super) fn stops(scene: &mut Scene) -> Result<(), Trouble> {
    let stop = Call::path("signal.SIGSTOP");
    scene.hurt(Call::to("faulty.end_by_signal").arg(stop), Expected::Killed)
}
