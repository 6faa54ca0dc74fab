//! The walk through an expression. What is still to be written waits on a stack of its own, so that no expression is too deep.

use super::super::opcode::*;
use super::lending::Lent;
use super::values::{Items, Pairs};
use super::{Names, writer};
use snakebridge_core::{CallExpr, Expr, Name, Result};
use std::slice::Iter;

pub(super) struct Encoder<'a, 'o> {
    pub(super) out: &'o mut Vec<u8>,
    pub(super) names: &'o dyn Names,
    pub(super) steps: Vec<Step<'a>>,
    /// What is lent, if something can be.
    pub(super) lent: Option<Lent<'a>>,
    /// Under which number the other side's memo knows a tag.
    pub(super) tags: [Option<u8>; Tag::COUNT],
    pub(super) memoized: u8,
}

/// What is still to be written, the next one last.
pub(super) enum Step<'a> {
    Expr(&'a Expr),
    Text(&'a str),
    Code(&'static [u8]),
    Call(&'a CallExpr),
    Args(Iter<'a, Expr>, &'static [u8]),
    Kwargs(Iter<'a, (Name, Expr)>),
    Items(Items<'a>),
    Pairs(Pairs<'a>),
}

impl<'a, 'o> Encoder<'a, 'o> {
    pub(super) fn new(names: &'o dyn Names, lent: Option<Lent<'a>>, out: &'o mut Vec<u8>) -> Self {
        Self { out, names, steps: Vec::new(), lent, tags: [None; Tag::COUNT], memoized: 0 }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub(super) fn expr(&mut self, expr: &'a Expr) -> Result<()> {
        self.open_expr(expr)?;
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Expr(expr) => self.open_expr(expr)?,
                Step::Text(text) => writer::text(text.as_bytes(), self.out),
                Step::Code(code) => self.write(code),
                Step::Call(call) => self.open_args(call),
                Step::Args(rest, close) => self.args(rest, close)?,
                Step::Kwargs(rest) => self.kwargs(rest)?,
                Step::Items(items) => self.items(items)?,
                Step::Pairs(pairs) => self.pairs(pairs)?,
            }
        }
        Ok(())
    }

    /// Writes the innermost operand of an expression and remembers the rest.
    pub(super) fn open_expr(&mut self, mut expr: &'a Expr) -> Result<()> {
        loop {
            expr = match expr {
                Expr::Path(path) => {
                    writer::text(path.as_bytes(), self.out);
                    self.out.push(BINPERSID);
                    return Ok(());
                }
                Expr::Object(object) => return self.object(object),
                Expr::Value(value) => match self.open_value(value)? {
                    Some(inner) => inner,
                    None => return Ok(()),
                },
                Expr::Attr(of, name) => {
                    self.tag(Tag::Attr);
                    self.steps.push(Step::Code(&[TUPLE2, REDUCE]));
                    self.steps.push(Step::Text(name));
                    of
                }
                Expr::Item(both) => {
                    self.tag(Tag::Item);
                    self.steps.push(Step::Code(&[TUPLE2, REDUCE]));
                    self.steps.push(Step::Expr(&both.1));
                    &both.0
                }
                Expr::Call(call) => {
                    if !call.kwargs.is_empty() {
                        self.tag(Tag::Call);
                    }
                    self.steps.push(Step::Call(call));
                    &call.callee
                }
            };
        }
    }

    /// The callee is written: now its arguments.
    fn open_args(&mut self, call: &'a CallExpr) {
        if call.kwargs.is_empty() {
            self.steps.push(Step::Code(&[REDUCE]));
        } else {
            self.steps.push(Step::Code(&[SETITEMS, TUPLE3, REDUCE]));
            self.steps.push(Step::Kwargs(call.kwargs.iter()));
            self.steps.push(Step::Code(&[EMPTY_DICT, MARK]));
        }
        let close = self.open_tuple(call.args.len());
        self.steps.push(Step::Args(call.args.iter(), close));
    }

    fn args(&mut self, mut rest: Iter<'a, Expr>, close: &'static [u8]) -> Result<()> {
        while let Some(arg) = rest.next() {
            if !self.leaf_expr(arg)? {
                self.steps.push(Step::Args(rest, close));
                return self.open_expr(arg);
            }
        }
        self.write(close);
        Ok(())
    }

    fn kwargs(&mut self, mut rest: Iter<'a, (Name, Expr)>) -> Result<()> {
        while let Some((name, value)) = rest.next() {
            writer::text(name.as_bytes(), self.out);
            if !self.leaf_expr(value)? {
                self.steps.push(Step::Kwargs(rest));
                return self.open_expr(value);
            }
        }
        Ok(())
    }

    fn leaf_expr(&mut self, expr: &'a Expr) -> Result<bool> {
        match expr {
            Expr::Value(value) => self.leaf(value),
            _ => Ok(false),
        }
    }

    /// Pushes a tag: by name at first, from the other side's memo from then on.
    pub(super) fn tag(&mut self, tag: Tag) {
        if let Some(number) = self.tags[tag as usize] {
            return self.write(&[BINGET, number]);
        }
        writer::tag(tag, self.out);
        self.out.push(MEMOIZE);
        self.tags[tag as usize] = Some(self.memoized);
        self.memoized += 1;
    }
}
