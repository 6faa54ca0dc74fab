//! What the names in messages of the host refer to.

use super::Server;
use crate::message::{Context, Place};
use crate::value::Given;
use snakebridge_core::{Callback, Error, Object, Result};
use std::sync::Arc;

/// A server that has said hello.
pub(super) struct Reception<'a>(pub(super) &'a Arc<Server>);

impl Context for Reception<'_> {
    fn object(&mut self, session: u64, id: u64) -> Result<Object> {
        self.0.object(session, id)
    }

    fn callback(&mut self, place: Place, given: Given) -> Result<Callback> {
        let place = match place {
            Place::Session(number) => Some(self.0.place(number)),
            Place::Call(call) => self.0.calls.place(call),
            Place::Nowhere => None,
        };
        let nowhere = || Error::Usage("a callback where there is no session".to_owned());
        self.0.lend(&place.ok_or_else(nowhere)?, given)
    }
}

/// A server that has not.
pub(super) struct Closed;

impl Context for Closed {
    fn object(&mut self, _session: u64, _id: u64) -> Result<Object> {
        Err(Error::Usage("an object before there are any".to_owned()))
    }

    fn callback(&mut self, _place: Place, _given: Given) -> Result<Callback> {
        Err(Error::Usage("a callback before there can be any".to_owned()))
    }
}
