//! How long a list will get, so that its memory is taken once: growing it costs more than all the rest.

use super::super::WireError;
use super::super::opcode::*;
use super::input::Input;
use super::uses::skip_operand;

/// As many items as CPython's pickler sends at a time: a list that got fewer is complete.
pub(super) const BATCH: usize = 1000;

/// Counts the items that the next batches add to a list that has just got a full one. It looks no further than the first
/// item that has parts, and never past the end of the list: all lists together are looked through once.
pub(super) fn items(input: &Input<'_>) -> usize {
    let mut found = 0;
    let _ends_where_the_machine_will = count(&mut found, input.clone());
    found
}

fn count(found: &mut usize, mut input: Input<'_>) -> Result<(), WireError> {
    let mut inside = false;
    loop {
        match input.opcode()? {
            MARK if !inside => inside = true,
            APPENDS if inside => inside = false,
            MEMOIZE => {}
            FRAME => skip_operand(FRAME, &mut input)?,
            opcode @ (BINFLOAT | BININT | BININT1 | BININT2 | LONG1 | NONE | NEWTRUE | NEWFALSE
            | SHORT_BINUNICODE | BINUNICODE | SHORT_BINBYTES | BINGET | LONG_BINGET)
                if inside =>
            {
                skip_operand(opcode, &mut input)?;
                *found += 1;
            }
            _ => return Ok(()),
        }
    }
}
