//! Containers, the memo and calls of tags: opcodes that use what is on the stack.

use super::super::memo::Fetched;
use super::super::stack::Note;
use super::super::tags::{self, Tag};
use super::super::{NotShared, ahead};
use super::{Done, Machine, WireError};
use crate::opcode::MODULE;
use snakebridge_core::Value;

/// What items are added to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whole {
    List,
    Set,
    Dict,
}

impl Machine<'_> {
    pub(super) fn memoize(&mut self) -> Done {
        self.last(1)?;
        self.memo.memoize(&mut self.stack);
        Ok(())
    }

    pub(super) fn fetch(&mut self, number: u32) -> Done {
        match self.memo.fetch(number, &mut self.stack) {
            Fetched::Tag(tag) => self.stack.push_tag(tag),
            Fetched::Value(value, 0) => self.stack.push(value),
            Fetched::Value(value, depth) => {
                let note = Note::of_depth(self.stack.values.len(), depth);
                self.stack.push(value);
                self.stack.note(Note { frozen: true, ..note });
            }
            Fetched::TooMany => {
                self.leave_out(self.too_many_copies());
                self.stack.push(Value::None);
            }
            Fetched::Missing => {
                return Err(self.input.malformed(format!("nothing is memoised under {number}")));
            }
        }
        Ok(())
    }

    /// Pushes an empty container.
    pub(super) fn open(&mut self, value: Value) -> Done {
        self.stack.push_container(value, 1);
        Ok(())
    }

    /// Makes a container of all values from `start` on.
    pub(super) fn close(&mut self, start: usize, make: fn(Vec<Value>) -> Value) -> Done {
        let depth = self.settle_within(start)?;
        let items = self.stack.values.drain(start..).collect();
        self.stack.push_container(make(items), depth + 1);
        Ok(())
    }

    /// Adds all values from `start` on to the container below.
    pub(super) fn extend(&mut self, start: usize, whole: Whole) -> Done {
        let count = self.stack.values.len() - start;
        let at = self.last(count + 1)?;
        let depth = self.settle_within(start)?;
        let notes = self.stack.notes_on(at);
        let frozen = notes.iter().any(|note| note.frozen);
        notes.iter_mut().for_each(|note| note.depth = note.depth.max(depth + 1));
        if frozen {
            self.leave_out(WireError::Cycle { offset: self.input.offset() });
            self.stack.values.truncate(start);
        }
        let mut below = std::mem::replace(&mut self.stack.values[at], Value::None);
        if let (Value::List(list), true) = (&mut below, self.stack.values.len() - start >= ahead::BATCH) {
            // Once: a list is looked through from its first batch.
            let missing = if list.is_empty() { count + ahead::items(&self.input) } else { 0 };
            list.reserve(missing);
        }
        let items = self.stack.values.drain(start..);
        match (&mut below, whole) {
            (Value::List(list), Whole::List) => list.extend(items),
            (Value::Set(set), Whole::Set) => set.extend(items),
            (Value::Dict(_), Whole::Dict) if count % 2 == 1 => {
                return Err(self.input.malformed("a key without a value"));
            }
            (Value::Dict(dict), Whole::Dict) => extend_dict(dict, items),
            (other, _) => {
                let found = other.type_name().to_owned();
                return Err(self.input.malformed(format!("items of a {whole:?} for a `{found}`")));
            }
        }
        self.stack.values[at] = below;
        Ok(())
    }

    pub(super) fn global(&mut self) -> Done {
        let start = self.last(2)?;
        self.settle(start)?;
        let tag = match &self.stack.values[start..] {
            [Value::Str(module), Value::Str(name)] if module == MODULE => {
                Tag::from_worker(name).ok_or_else(|| format!("`{name:.80}` is no tag of the worker's"))
            }
            [Value::Str(module), Value::Str(name)] => Err(format!("`{module:.80}.{name:.80}` is no tag")),
            _ => Err("a global without a name is no tag".to_owned()),
        };
        let tag = tag.map_err(|what| self.input.malformed(what))?;
        self.stack.values.truncate(start);
        self.stack.push_tag(tag);
        Ok(())
    }

    pub(super) fn reduce(&mut self) -> Done {
        let at = self.last(2)?;
        self.settle(at + 1)?;
        let Some(tag) = self.stack.tag_at(at) else {
            return Err(self.input.malformed("a call of what is no tag"));
        };
        let Some(Value::Tuple(args)) = self.stack.values.pop() else {
            return Err(self.input.malformed("the arguments of a call are no tuple"));
        };
        self.stack.pop_note_from(at);
        self.stack.values.truncate(at);
        let value = match tags::call(tag, args, self.objects) {
            Ok(value) => value,
            Err(NotShared::Wrong(what)) => return Err(self.input.malformed(what)),
            Err(NotShared::OutOfReach(why)) => {
                self.leave_out(WireError::OutOfReach { why, offset: self.input.offset() });
                Value::None
            }
        };
        self.stack.push(value);
        Ok(())
    }

    pub(super) fn discard(&mut self, start: usize) -> Done {
        while let Some(note) = self.stack.pop_note_from(start) {
            self.leave(&note);
        }
        self.stack.values.truncate(start);
        Ok(())
    }

    /// All values from `start` on become parts of a container: says how many levels they have, and drops them if one more were too many.
    fn settle_within(&mut self, start: usize) -> Result<u32, WireError> {
        let depth = self.settle(start)?;
        if depth < self.limits.depth {
            return Ok(depth);
        }
        self.leave_out(WireError::TooDeep { limit: self.limits.depth, offset: self.input.offset() });
        self.stack.values.truncate(start);
        Ok(0)
    }

    /// All values from `start` on leave the stack: says how many levels they have.
    #[inline]
    pub(super) fn settle(&mut self, start: usize) -> Result<u32, WireError> {
        let mut depth = 0;
        while let Some(note) = self.stack.pop_note_from(start) {
            if let Some(tag) = note.tag {
                return Err(self.input.malformed(format!("the tag `{}` is no value", tag.name())));
            }
            self.leave(&note);
            depth = depth.max(note.depth);
        }
        Ok(depth)
    }

    #[inline]
    fn leave(&mut self, note: &Note) {
        if note.memo.is_some() && !self.memo.leave(note, &self.stack.values[note.position]) {
            self.leave_out(self.too_many_copies());
        }
    }

    fn too_many_copies(&self) -> WireError {
        WireError::TooManyCopies { limit: self.memo.limit(), offset: self.input.offset() }
    }

    #[cold]
    fn leave_out(&mut self, limit: WireError) {
        self.left_out.get_or_insert(limit);
    }
}

fn extend_dict(dict: &mut Vec<(Value, Value)>, mut items: std::vec::Drain<'_, Value>) {
    dict.reserve(items.len() / 2);
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        dict.push((key, value));
    }
}
