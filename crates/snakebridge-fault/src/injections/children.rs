//! Workers that have children, in their own group and in sessions of their own.

use crate::Trouble;
use crate::expected::Expected;
use crate::scene::Scene;
use snakebridge::{Call, Callback};

/// Ignores every signal that can be ignored, and so do its descendants.
pub(super) fn defies(scene: &mut Scene) -> Result<(), Trouble> {
    let grown = Callback::new(|| ());
    scene.hurt(Call::to("faulty.defy").arg(grown), Expected::Killed)
}

pub(super) fn crashes(scene: &mut Scene) -> Result<(), Trouble> {
    scene.hurt(Call::to("faulty.breed_and_crash"), Expected::Signal(11))
}
