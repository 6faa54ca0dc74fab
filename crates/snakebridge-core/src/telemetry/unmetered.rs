//! Nothing is measured: the feature `metrics` is off.

pub(crate) struct InFlight;

impl InFlight {
    #[inline]
    pub(crate) fn begin() -> Self {
        Self
    }

    #[inline]
    pub(crate) fn end(&self, _outcome: &'static str) {}

    #[inline]
    pub(crate) fn forget(&self) {}
}

pub(crate) struct Waiting;

impl Waiting {
    pub(crate) fn begin() -> Self {
        Self
    }
}

pub(crate) struct LiveObject;

impl LiveObject {
    pub(crate) fn begin() -> Self {
        Self
    }
}

pub(crate) fn restarted_after_loss() {}

pub(crate) fn recycled() {}
