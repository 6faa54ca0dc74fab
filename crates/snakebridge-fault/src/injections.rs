//! The injections, in the order in which they are run.

mod children;
mod ends;
mod floods;
mod frames;
mod hosts;
mod memory;
mod queue;
mod storm;
mod stuck;

use crate::Trouble;
use crate::scene::Scene;

/// A fault and how it is brought about.
pub(crate) struct Injection {
    /// What people call it.
    pub(crate) name: &'static str,
    /// Brings it about and looks at what it does to the host.
    pub(crate) inject: fn(&mut Scene) -> Result<(), Trouble>,
}

const fn injection(name: &'static str, inject: fn(&mut Scene) -> Result<(), Trouble>) -> Injection {
    Injection { name, inject }
}

/// All of them.
pub(crate) static ALL: &[Injection] = &[
    injection("segmentation fault", ends::segfault),
    injection("abort", ends::abort),
    injection("os._exit", ends::exit_at_once),
    injection("sys.exit", ends::exit_politely),
    injection("killed from outside", ends::killed),
    injection("fork that comes back", ends::fork),
    injection("descriptors closed", ends::descriptors_closed),
    injection("C code that holds the GIL", stuck::holds_the_gil),
    injection("endless sum in C", stuck::sums),
    injection("catastrophic regex", stuck::backtracks),
    injection("endless loop", stuck::spins),
    injection("endless loop that swallows interrupts", stuck::spins_stubbornly),
    injection("stopped process", stuck::stops),
    injection("SIGTERM ignored, with descendants", children::defies),
    injection("crash with descendants", children::crashes),
    injection("out of memory at once", memory::at_once),
    injection("out of memory bit by bit", memory::bit_by_bit),
    injection("flood of stdout and stderr", floods::pours),
    injection("torn frame, then the end", frames::torn_and_ended),
    injection("torn frame, then silence", frames::torn_and_silent),
    injection("frame that claims exabytes", frames::claims_exabytes),
    injection("garbage in place of a frame", frames::garbage),
    injection("frames full of garbage", frames::nonsense),
    injection("full queue", queue::full),
    injection("kills under load", storm::kills),
    injection("host killed", hosts::killed),
];
