//! One module for each command.

pub(crate) mod call;
pub(crate) mod clean;
pub(crate) mod coverage;
pub(crate) mod doctor;
pub(crate) mod generate;
pub(crate) mod inspect;
pub(crate) mod serve;
