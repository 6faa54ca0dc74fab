//! Functions of the host: their bodies are evaluated here, in the scope where they stand.

use super::{Evaluator, Names, Result, Trouble};
use crate::case::{CallbackNode, ParameterKind, ParameterNode};
use snakebridge::{Arguments, Callback, Error, Expr, Object, Parameter, Value};
use std::sync::Arc;

impl Evaluator {
    pub(super) fn callback(&self, node: &CallbackNode, names: &Names) -> Result<Expr> {
        let parameters = node.params.iter().map(|parameter| self.parameter(parameter, names));
        let parameters = parameters.collect::<Result<Vec<_>>>()?;
        let bound: Vec<String> = node.params.iter().map(|parameter| parameter.name().to_owned()).collect();
        let evaluator = self.inside(node.is_async);
        let (body, scope) = (Arc::clone(&node.body), names.clone());
        let run = move |mut given: Arguments| -> snakebridge::Result<Object> {
            let mut names = scope.clone();
            for (index, name) in bound.iter().enumerate() {
                names = names.with(name, given.get(index)?);
            }
            evaluator.inside(evaluator.in_coroutine).object(&body, &names).map_err(Trouble::into_error)
        };
        let mut callback =
            Callback::variadic(run).args_as::<Object>().named(node.name.clone()).parameters(parameters);
        if let Some(doc) = &node.doc {
            callback = callback.doc(doc.clone());
        }
        if let Some(returns) = &node.returns {
            callback = callback.returns(self.object(returns, names)?);
        }
        let callback = match (node.is_async, node.is_generator) {
            (false, false) => callback,
            (true, false) => callback.coroutine(),
            (false, true) => callback.generator(),
            (true, true) => callback.async_generator(),
        };
        Ok(Expr::Value(Value::Callback(callback)))
    }

    fn parameter(&self, node: &ParameterNode, names: &Names) -> Result<Parameter> {
        let full = match node {
            ParameterNode::Name(name) => return Ok(Parameter::new(name.clone())),
            ParameterNode::Full(full) => full,
        };
        let name = full.name.clone();
        let mut parameter = match full.kind {
            ParameterKind::Either => Parameter::new(name),
            ParameterKind::Positional => Parameter::positional_only(name),
            ParameterKind::Varargs => Parameter::var_positional(name),
            ParameterKind::Keyword => Parameter::keyword_only(name),
            ParameterKind::Varkw => Parameter::var_keyword(name),
        };
        if let Some(default) = &full.default {
            parameter = parameter.default(self.object(default, names)?);
        }
        if let Some(annotation) = &full.annotation {
            parameter = parameter.annotation(self.object(annotation, names)?);
        }
        Ok(parameter)
    }
}

impl Trouble {
    /// As what a callback gives: an exception goes on as it is.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Bridge(error) => error,
            Self::Program(what) => Error::host(what),
        }
    }
}
