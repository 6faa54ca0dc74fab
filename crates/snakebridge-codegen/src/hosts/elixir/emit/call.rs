//! The wrapper of something that is called.

use super::{docs, types};
use crate::hosts::elixir::names::Scope;
use crate::hosts::elixir::places::Places;
use crate::hosts::elixir::shape::{Positional, Shape};
use crate::hosts::elixir::syntax::{Function, Spec, Term};
use snakebridge_model::ir::Signature;

/// Something that is called.
pub(super) struct Callable<'a> {
    /// Where it is, for the docs.
    pub(super) path: &'a str,
    pub(super) signature: &'a Signature,
    pub(super) docstring: Option<&'a str>,
    pub(super) receiver: Receiver<'a>,
}

/// What is called.
pub(super) enum Receiver<'a> {
    /// What a path leads to.
    Path(&'a str),
    /// A class.
    Class(&'a str),
    /// A method of an object, which is the first argument.
    Method(&'a str),
}

/// What stands for an argument that is left out.
pub(super) fn left_out() -> Term {
    Term::atom("...")
}

impl Callable<'_> {
    /// The function, without its name.
    pub(super) fn function(&self, places: &Places<'_>) -> Function {
        let shape = Shape::of(self.signature);
        let mut scope = Scope::reserving(["opts", "self"]);
        let is_method = matches!(self.receiver, Receiver::Method(_));
        let mut parameters = Vec::new();
        let mut of_spec = Vec::new();
        if is_method {
            parameters.push(Term::Variable("self".into()));
            of_spec.push(Term::Named("self".into(), Box::new(types::anything())));
        }
        let mut arguments = Vec::new();
        for (at, positional) in shape.positional.iter().enumerate() {
            let (name, annotation) = match positional {
                Positional::Parameter(parameter) => {
                    (scope.variable(&parameter.name), parameter.annotation.as_deref())
                }
                Positional::Spread { of, number } => {
                    let name = of.map_or("arg", |parameter| parameter.name.as_str());
                    let annotation = of.and_then(|parameter| parameter.annotation.as_deref());
                    (scope.variable(&format!("{name}_{number}")), annotation)
                }
            };
            let taken = types::taken(annotation);
            if at < shape.required {
                parameters.push(Term::Variable(name.clone()));
                of_spec.push(Term::Named(name.clone(), Box::new(taken)));
            } else {
                parameters.push(Term::Default(name.clone(), Box::new(left_out())));
                let taken =
                    if taken == types::anything() { taken } else { Term::either([taken, left_out()]) };
                of_spec.push(Term::Named(name.clone(), Box::new(taken)));
            }
            arguments.push(Term::Variable(name));
        }
        parameters.push(Term::Default("opts".into(), Box::new(Term::List(Vec::new()))));
        of_spec.push(Term::Named("opts".into(), Box::new(Term::local("keyword", Vec::new()))));
        let result = match self.receiver {
            Receiver::Class(_) => types::result(types::reference()),
            _ => types::result(types::given(self.signature, places)),
        };
        Function {
            doc: Some(docs::callable(self.path, self.signature, self.docstring)),
            spec: Some(Spec { parameters: of_spec, result }),
            name: String::new(),
            parameters,
            body: self.body(&shape, arguments),
        }
    }

    fn body(&self, shape: &Shape<'_>, given: Vec<Term>) -> Term {
        let (door, mut arguments) = match self.receiver {
            Receiver::Path(path) => ("call", vec![Term::text(path)]),
            Receiver::Class(path) => ("new", vec![Term::text(path)]),
            Receiver::Method(name) => ("method", vec![Term::Variable("self".into()), Term::text(name)]),
        };
        arguments.extend([Term::Integer(shape.required), Term::List(given), Term::Variable("opts".into())]);
        if !shape.takes_keywords {
            arguments.push(Term::atom("none"));
        } else if !shape.keywords.is_empty() {
            arguments.push(Term::List(shape.keywords.iter().map(|name| Term::atom(name)).collect()));
        }
        Term::remote("Wrapper", door, arguments)
    }
}
