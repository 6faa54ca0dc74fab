//! The machine's stack: values, marks, and notes on those values of which more must be known.

use super::tags::Tag;
use snakebridge_core::Value;
use std::iter;

#[derive(Debug, Default)]
pub(super) struct Stack {
    pub(super) values: Vec<Value>,
    marks: Vec<usize>,
    notes: Vec<Note>,
}

/// What must be known of some values: of every container, of tags, and of what will be fetched from the memo. The notes are in
/// the order of the values they are on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    pub(super) position: usize,
    /// Levels of containers, this one included.
    pub(super) depth: u32,
    /// It is no value but a tag.
    pub(super) tag: Option<Tag>,
    /// The memo entry that refers to it here.
    pub(super) memo: Option<u32>,
    /// It was copied, or is a copy: were it to change now, the copies would have to as well.
    pub(super) frozen: bool,
}

impl Note {
    pub(super) fn of_depth(position: usize, depth: u32) -> Self {
        Self { position, depth, tag: None, memo: None, frozen: false }
    }
}

impl Stack {
    #[inline]
    pub(super) fn push(&mut self, value: Value) {
        self.values.push(value);
    }

    // `extend` builds the value in its place, eight times as fast as `push`, which builds it elsewhere and moves it: the move reads in
    // one go what was just written in two, and the processor stalls.
    #[inline]
    pub(super) fn push_float(&mut self, float: f64) {
        self.values.extend(iter::once(float).map(Value::Float));
    }

    #[inline]
    pub(super) fn push_int(&mut self, int: i64) {
        self.values.extend(iter::once(int).map(Value::Int));
    }

    /// Pushes a container, of which a note is needed.
    pub(super) fn push_container(&mut self, value: Value, depth: u32) {
        self.notes.push(Note::of_depth(self.values.len(), depth));
        self.values.push(value);
    }

    pub(super) fn push_tag(&mut self, tag: Tag) {
        self.notes.push(Note { tag: Some(tag), ..Note::of_depth(self.values.len(), 0) });
        self.values.push(Value::None);
    }

    pub(super) fn mark(&mut self) {
        self.marks.push(self.values.len());
    }

    /// Takes the last mark off; what lies above it starts there.
    pub(super) fn unmark(&mut self) -> Option<usize> {
        self.marks.pop()
    }

    pub(super) fn mark_is_on_top(&self) -> bool {
        self.marks.last() == Some(&self.values.len())
    }

    pub(super) fn is_marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// Where the last `count` values start, if there are so many above the last mark.
    #[inline]
    pub(super) fn last(&self, count: usize) -> Option<usize> {
        let floor = self.marks.last().copied().unwrap_or(0);
        self.values.len().checked_sub(count).filter(|&start| start >= floor)
    }

    /// Takes the last note off, if it is on a value at `start` or above.
    #[inline]
    pub(super) fn pop_note_from(&mut self, start: usize) -> Option<Note> {
        self.notes.pop_if(|note| note.position >= start)
    }

    /// The notes on the value at `position`; there may be several when it is in the memo under several numbers.
    pub(super) fn notes_on(&mut self, position: usize) -> &mut [Note] {
        let from = self.notes.partition_point(|note| note.position < position);
        let to = self.notes.partition_point(|note| note.position <= position);
        &mut self.notes[from..to]
    }

    /// Adds a note on the topmost value.
    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// The tag at `position`, if there is one.
    pub(super) fn tag_at(&self, position: usize) -> Option<Tag> {
        let at = self.notes.partition_point(|note| note.position < position);
        self.notes.get(at).filter(|note| note.position == position).and_then(|note| note.tag)
    }
}
