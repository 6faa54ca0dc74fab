//! **emit**: the wrappers as Elixir modules. They call nothing but `SnakeBridge.Wrapper`, the door to the run time.

mod call;
mod class;
mod docs;
mod index;
mod module;
mod special;
mod types;

use super::places::{Place, Places};
use super::syntax::Module;
use snakebridge_model::ir::SymbolKind;

/// The module of a place.
pub(super) fn module(places: &Places<'_>, place: &Place<'_>) -> Module {
    let symbol = places.symbol(place.home);
    let members = match symbol.map(|symbol| &symbol.kind) {
        _ if !place.is_whole => module::alias(places, place),
        Some(SymbolKind::Class(class)) => class::members(places, place, class),
        _ => module::members(places, place),
    };
    members.into_module(place)
}
