//! The memo: what was seen and will be referred to again.

use super::stack::{Note, Stack};
use super::tags::Tag;
use super::{Limits, uses};
use snakebridge_core::{Value, Zone};

pub(super) struct Memo {
    /// How often each entry is still to be fetched.
    uses: Vec<u32>,
    entries: Vec<Entry>,
    memoized: u32,
    limit: usize,
    /// Bytes that copies may still take.
    budget: usize,
}

#[derive(Debug, Clone)]
enum Entry {
    /// Not there yet, or not needed any more.
    Absent,
    Tag(Tag),
    /// The value lies on the stack.
    OnStack(usize),
    /// The value became a part of another; this is a copy, and its levels.
    Kept(Value, u32),
}

/// What a fetch gives.
pub(super) enum Fetched {
    Tag(Tag),
    Value(Value, u32),
    /// More copies than are allowed.
    TooMany,
    Missing,
}

/// Texts up to this length may always be copied: names of types must get through, whatever else does.
const SHORT: usize = 128;

impl Memo {
    pub(super) fn new(limits: Limits, payload: &[u8]) -> Self {
        let uses = uses::count(payload);
        let entries = vec![Entry::Absent; uses.len()];
        let limit = limits.copies.saturating_add(payload.len().saturating_mul(16));
        Self { uses, entries, memoized: 0, limit, budget: limit }
    }

    /// Bytes that copies may take.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Whether the next entry to be memoised is ever fetched.
    #[inline]
    pub(super) fn next_is_fetched(&self) -> bool {
        self.uses.get(self.memoized as usize).is_some_and(|&uses| uses > 0)
    }

    /// Enters the value on top of the stack.
    #[inline]
    pub(super) fn memoize(&mut self, stack: &mut Stack) {
        if self.next_is_fetched() {
            let position = stack.values.len() - 1;
            let number = self.memoized;
            let entry = match stack.tag_at(position) {
                Some(tag) => Entry::Tag(tag),
                None => {
                    remember(number, position, stack);
                    Entry::OnStack(position)
                }
            };
            self.entries[number as usize] = entry;
        }
        self.memoized = self.memoized.saturating_add(1);
    }

    /// The value, or a copy of it if it is needed elsewhere.
    pub(super) fn fetch(&mut self, number: u32, stack: &mut Stack) -> Fetched {
        let index = number as usize;
        let Some(uses) = self.uses.get_mut(index) else { return Fetched::Missing };
        *uses = uses.saturating_sub(1);
        let last = *uses == 0;
        match &mut self.entries[index] {
            Entry::Absent => Fetched::Missing,
            Entry::Tag(tag) => Fetched::Tag(*tag),
            Entry::OnStack(position) => {
                let position = *position;
                let notes = stack.notes_on(position);
                notes.iter_mut().for_each(|note| note.frozen = true);
                let depth = notes.iter().map(|note| note.depth).max().unwrap_or(0);
                copy(&mut self.budget, &stack.values[position])
                    .map_or(Fetched::TooMany, |value| Fetched::Value(value, depth))
            }
            Entry::Kept(_, _) if last => match std::mem::replace(&mut self.entries[index], Entry::Absent) {
                Entry::Kept(value, depth) => Fetched::Value(value, depth),
                _ => Fetched::Missing,
            },
            Entry::Kept(value, depth) => {
                let depth = *depth;
                copy(&mut self.budget, value).map_or(Fetched::TooMany, |value| Fetched::Value(value, depth))
            }
        }
    }

    /// A value leaves the stack: keeps a copy if it will be fetched again. `false` if that is more than is allowed.
    pub(super) fn leave(&mut self, note: &Note, value: &Value) -> bool {
        let Some(number) = note.memo else { return true };
        let index = number as usize;
        if self.uses[index] == 0 {
            self.entries[index] = Entry::Absent;
            return true;
        }
        let kept = copy(&mut self.budget, value);
        let fits = kept.is_some();
        self.entries[index] = Entry::Kept(kept.unwrap_or(Value::None), note.depth);
        fits
    }
}

/// Notes that memo entry `number` refers to the topmost value.
fn remember(number: u32, position: usize, stack: &mut Stack) {
    match stack.notes_on(position) {
        [.., note] if note.memo.is_none() => note.memo = Some(number),
        notes => {
            let (depth, frozen) = notes.last().map_or((0, false), |note| (note.depth, note.frozen));
            stack.note(Note { memo: Some(number), frozen, ..Note::of_depth(position, depth) });
        }
    }
}

fn copy(budget: &mut usize, value: &Value) -> Option<Value> {
    let mut left = *budget;
    let fits = charge(&mut left, value);
    if fits {
        *budget = left;
    }
    (fits || matches!(value, Value::Str(text) if text.len() <= SHORT)).then(|| value.clone())
}

/// Takes what a copy of the value needs off the budget; `false` if it is not enough.
fn charge(left: &mut usize, value: &Value) -> bool {
    let mut pay = |bytes: usize| match left.checked_sub(bytes) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => false,
    };
    let node = size_of::<Value>();
    match value {
        Value::Str(text) => pay(node + text.len()),
        Value::Wtf8(bytes) | Value::Bytes(bytes) | Value::ByteArray(bytes) => pay(node + bytes.len()),
        Value::BigInt(int) => pay(node + int.bits() as usize / 8),
        Value::List(items) | Value::Tuple(items) | Value::Set(items) | Value::FrozenSet(items) => {
            pay(node) && items.iter().all(|item| charge(left, item))
        }
        Value::Dict(items) => {
            pay(node) && items.iter().all(|(key, value)| charge(left, key) && charge(left, value))
        }
        Value::DateTime(datetime) => pay(node + size_of_val(&**datetime) + zone(datetime.zone())),
        Value::Time(time) => pay(node + size_of_val(&**time) + zone(time.zone())),
        Value::Decimal(decimal) => pay(node + decimal.as_str().len()),
        Value::Fraction(fraction) => {
            let bits = fraction.numerator().bits() + fraction.denominator().bits();
            pay(node + size_of_val(&**fraction) + bits as usize / 8)
        }
        Value::Array(array) => pay(node + size_of_val(&**array) + size_of_val(array.shape())),
        _ => pay(node),
    }
}

/// Bytes of a zone's text.
fn zone(zone: &Zone) -> usize {
    match zone {
        Zone::Naive => 0,
        Zone::Offset(offset) => offset.name().map_or(0, str::len),
        Zone::Named(key) => key.len(),
    }
}
