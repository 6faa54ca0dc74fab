//! Which memo entries are fetched, found before decoding: CPython memoises every string and container, and all but a few are
//! never asked for again.

use super::super::WireError;
use super::super::opcode::*;
use super::input::Input;

/// How often each memo entry is fetched; entries behind the end never are. What is wrong with the payload is left to the machine to say.
pub(super) fn count(payload: &[u8]) -> Vec<u32> {
    let mut uses = Vec::new();
    if payload.contains(&BINGET) || payload.contains(&LONG_BINGET) {
        let _stops_where_the_machine_will = count_into(&mut uses, Input::new(payload));
    }
    uses
}

fn count_into(uses: &mut Vec<u32>, mut input: Input<'_>) -> Result<(), WireError> {
    let mut memoized = 0;
    loop {
        match input.opcode()? {
            STOP => return Ok(()),
            MEMOIZE => memoized += 1,
            BINGET => fetch(uses, u8::from_le_bytes(input.array()?).into(), memoized),
            LONG_BINGET => fetch(uses, u32::from_le_bytes(input.array()?), memoized),
            opcode => skip_operand(opcode, &mut input)?,
        }
    }
}

fn fetch(uses: &mut Vec<u32>, entry: u32, memoized: u32) {
    if entry >= memoized {
        return;
    }
    let entry = entry as usize;
    if entry >= uses.len() {
        uses.resize(entry + 1, 0);
    }
    uses[entry] += 1;
}

/// Goes past what belongs to an opcode.
#[inline]
pub(super) fn skip_operand(opcode: u8, input: &mut Input<'_>) -> Result<(), WireError> {
    match opcode {
        BINFLOAT | FRAME => input.array::<8>().map(drop),
        BININT1 | BINGET | PROTO => input.array::<1>().map(drop),
        BININT2 => input.array::<2>().map(drop),
        BININT | LONG_BINGET => input.array::<4>().map(drop),
        LONG1 | SHORT_BINUNICODE | SHORT_BINBYTES => input.counted1().map(drop),
        BINUNICODE | BINBYTES => input.counted4().map(drop),
        LONG4 => input.counted_signed4().map(drop),
        BINUNICODE8 | BINBYTES8 | BYTEARRAY8 => input.counted8().map(drop),
        _ => Ok(()),
    }
}
