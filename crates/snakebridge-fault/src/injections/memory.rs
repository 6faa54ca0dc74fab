//! Workers that take more memory than they may have.

use crate::Trouble;
use crate::expected::Expected;
use crate::scene::Scene;
use snakebridge::Call;

/// What a worker may have. It is of address space, of which Python and its threads reserve more than they use.
const LIMIT: u64 = 1 << 30;

pub(super) fn at_once(scene: &mut Scene) -> Result<(), Trouble> {
    exhaust(scene, Call::to("builtins.bytearray").arg(4 * LIMIT))
}

pub(super) fn bit_by_bit(scene: &mut Scene) -> Result<(), Trouble> {
    exhaust(scene, Call::to("faulty.allocate").arg(1 << 20).arg(4 * LIMIT))
}

fn exhaust(scene: &mut Scene, harm: Call) -> Result<(), Trouble> {
    let bridge = scene.bridge().memory_limit(LIMIT).build().map_err(|error| error.to_string())?;
    scene.hurt_in(&bridge, harm, Expected::Exception("builtins.MemoryError"))
}
