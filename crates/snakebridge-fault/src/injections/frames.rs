//! Python code that writes to the descriptor of the replies.

use crate::Trouble;
use crate::expected::Expected;
use crate::scene::Scene;
use snakebridge::{Call, Value};

/// So many requests are answered with nonsense; the harmful one is among them.
const REQUESTS: i64 = 64;

pub(super) fn torn_and_ended(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.tear_and_end").arg(1000).arg(10), Expected::Death)
}

/// The reply that follows is taken for the rest of the frame: nothing but the deadline can tell.
pub(super) fn torn_and_silent(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.write_torn").arg(1 << 20).arg(10), Expected::Killed)
}

pub(super) fn claims_exabytes(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.write_torn").arg(1_i64 << 62).arg(10), Expected::Protocol)
}

pub(super) fn garbage(scene: &mut Scene) -> Result<(), Trouble> {
    let garbage = Value::Bytes((0..=255).rev().collect::<Vec<u8>>());
    scene.hurt(Call::to("faulty.write_reply").arg(garbage), Expected::Protocol)
}

pub(super) fn nonsense(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.write_nonsense").arg(REQUESTS), Expected::Protocol)
}
