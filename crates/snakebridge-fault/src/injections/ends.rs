//! Workers that end, one way or another.

use crate::Trouble;
use crate::expected::Expected;
use crate::scene::Scene;
use snakebridge::Call;

pub(super) fn segfault(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("ctypes.string_at").arg(0), Expected::Signal(11))
}

pub(super) fn abort(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("os.abort"), Expected::Signal(6))
}

pub(super) fn exit_at_once(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("os._exit").arg(7), Expected::Status(7))
}

pub(super) fn exit_politely(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("sys.exit").arg(3), Expected::Exception("builtins.SystemExit"))
}

pub(super) fn killed(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.end_by_signal").arg(9), Expected::Signal(9))
}

/// The child must not go on as if it were the worker, and the worker must not notice.
pub(super) fn fork(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.fork_and_raise"), Expected::Exception("builtins.ChildProcessError"))
}

pub(super) fn descriptors_closed(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.close_descriptors"), Expected::Death)
}
