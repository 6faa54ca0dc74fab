//! Callbacks, and errors of the host's own.

use super::super::opcode::*;
use super::super::shape;
use super::steps::Encoder;
use super::writer;
use snakebridge_core::{About, Callback, Expr, FunctionKind, Parameter, ParameterKind, Result, Value};

impl Encoder<'_, '_> {
    pub(super) fn callback(&mut self, callback: &Callback) -> Result<()> {
        let number = self.names.callback(callback)?;
        let description = Expr::Value(describe(callback.about()));
        self.tag(Tag::Callback);
        self.number(number);
        // Its parts do not live as long as what this encoder walks through.
        let mut inner = Encoder {
            out: self.out,
            names: self.names,
            steps: Vec::new(),
            lent: None,
            tags: self.tags,
            memoized: self.memoized,
        };
        inner.expr(&description)?;
        let Encoder { tags, memoized, .. } = inner;
        (self.tags, self.memoized) = (tags, memoized);
        self.write(&[TUPLE2, REDUCE]);
        Ok(())
    }

    pub(super) fn host_error(&mut self, number: u64, type_name: &str, message: &str) {
        self.tag(Tag::HostError);
        self.number(number);
        writer::text(type_name.as_bytes(), self.out);
        writer::text(message.as_bytes(), self.out);
        self.write(&[TUPLE3, REDUCE]);
    }

    fn number(&mut self, number: u64) {
        writer::int(number.cast_signed(), self.out);
    }
}

/// The description of a callback as `docs/wire.md` has it.
fn describe(about: &About) -> Value {
    let optional = |text: &Option<snakebridge_core::Name>| {
        text.as_ref().map_or(Value::None, |text| Value::Str(text.clone().into_owned()))
    };
    let kind = match about.kind {
        FunctionKind::Coroutine => "coroutine",
        FunctionKind::Generator => "generator",
        FunctionKind::AsyncGenerator => "async generator",
        _ => "function",
    };
    let kwargs = Value::Tuple(vec!["dict".into(), Value::Int(0), shape::shape(about.kwarg)]);
    let parameters = about
        .parameters
        .as_ref()
        .map_or(Value::None, |parameters| Value::List(parameters.iter().map(parameter).collect()));
    Value::Dict(vec![
        ("name".into(), Value::Str(about.name.clone().into_owned())),
        ("kind".into(), kind.into()),
        ("doc".into(), optional(&about.doc)),
        ("module".into(), optional(&about.module)),
        ("args".into(), shape::shape(about.args)),
        ("kwargs".into(), if about.kwarg.is_value() { Value::Int(0) } else { kwargs }),
        ("parameters".into(), parameters),
        ("returns".into(), maybe(about.returns.as_ref())),
    ])
}

fn parameter(parameter: &Parameter) -> Value {
    let kind = match parameter.kind {
        ParameterKind::PositionalOnly => "positional only",
        ParameterKind::PositionalOrKeyword => "positional or keyword",
        ParameterKind::VarPositional => "var positional",
        ParameterKind::KeywordOnly => "keyword only",
        ParameterKind::VarKeyword => "var keyword",
    };
    Value::Tuple(vec![
        Value::Str(parameter.name.clone().into_owned()),
        kind.into(),
        maybe(parameter.default.as_ref()),
        maybe(parameter.annotation.as_ref()),
    ])
}

/// A tuple of one, or an empty one.
fn maybe(value: Option<&Value>) -> Value {
    Value::Tuple(value.cloned().into_iter().collect())
}
