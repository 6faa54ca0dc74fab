//! The wrappers of a class: how one is made, and what it has.

use super::call::{Callable, Receiver, left_out};
use super::index::Members;
use super::module::OWN;
use super::{docs, special, types};
use crate::hosts::elixir::names::{FunctionName, Scope};
use crate::hosts::elixir::places::{Place, Places};
use crate::hosts::elixir::syntax::{Function, Spec, Term};
use snakebridge_model::ir::{Class, Member, MemberKind};

/// The members of a class. Methods take the object first.
pub(super) fn members(places: &Places<'_>, place: &Place<'_>, class: &Class) -> Members {
    let docstring = places.symbol(place.home).and_then(|symbol| symbol.doc.as_deref());
    let mut members = Members::new(docs::class(&place.path, class, docstring), &place.module, &place.path);
    let mut scope = Scope::reserving(OWN.into_iter().chain(["new", "is?"]));
    let wrapped = class.members.iter().filter(|(_, member)| !matches!(member.kind, MemberKind::Class));
    let enumerators = class.enumeration.iter().map(|member| member.name.as_str());
    let specials = special::of(class);
    let names = scope.functions(
        wrapped
            .clone()
            .map(|(name, _)| name.as_str())
            .chain(enumerators.clone())
            .chain(specials.iter().map(|special| special.name)),
    );
    if let Some(signature) = &class.constructor {
        let callable = Callable {
            path: &place.path,
            signature,
            docstring: None,
            receiver: Receiver::Class(&place.path),
        };
        members.add(&own("new"), callable.function(places), &docstring.map(str::to_owned));
    }
    if class.bases.iter().any(|base| base == "builtins.BaseException") {
        members.add(&own("is?"), is_error(place, class), &None);
    }
    for (name, member) in wrapped {
        add(&mut members, &mut scope, places, place, &names[name.as_str()], (name, member));
    }
    for name in enumerators {
        let path = format!("{}.{name}", place.path);
        members.add(&names[name], value(&path, docs::value(&path, &place.path, None), None), &None);
    }
    for special in specials {
        members.add(&names[special.name], special.function(&place.path, class, places), &None);
    }
    members
}

fn own(name: &str) -> FunctionName {
    FunctionName { main: name.to_owned(), exact: None }
}

fn add(
    members: &mut Members,
    scope: &mut Scope,
    places: &Places<'_>,
    place: &Place<'_>,
    called: &FunctionName,
    (name, member): (&str, &Member),
) {
    let path = format!("{}.{name}", place.path);
    let docstring = member.doc.as_deref();
    let callable =
        |signature, receiver| Callable { path: &path, signature, docstring, receiver }.function(places);
    match &member.kind {
        MemberKind::Method(signature) => {
            members.add(called, callable(signature, Receiver::Method(name)), &member.doc);
        }
        MemberKind::ClassMethod(signature) | MemberKind::StaticMethod(signature) => {
            members.add(called, callable(signature, Receiver::Path(&path)), &member.doc);
        }
        MemberKind::Property { settable, key, returns } => {
            let result = types::value(returns.as_deref(), "", places);
            let door = if *key { "item" } else { "attr" };
            let kind = if *key { "item" } else { "property" };
            let doc = docs::member(&path, kind, docstring);
            members.add(called, read(door, name, doc, result), &member.doc);
            if *settable {
                members.add(&setter(scope, called), write(door, name, &path), &None);
            }
        }
        MemberKind::Attribute { type_name, annotation, settable } => {
            let doc = docs::value(&path, type_name, docstring);
            let result = types::value(annotation.as_deref(), type_name, places);
            members.add(called, value(&path, doc, Some((name, result))), &member.doc);
            if *settable {
                members.add(&setter(scope, called), write("attr", name, &path), &None);
            }
        }
        MemberKind::Class => {}
    }
}

fn setter(scope: &mut Scope, called: &FunctionName) -> FunctionName {
    own(&scope.invent(&format!("set_{}", called.main)))
}

/// Reads what an object has.
fn read(door: &'static str, name: &str, doc: String, result: Term) -> Function {
    let this = Term::Variable("self".into());
    Function {
        doc: Some(doc),
        spec: Some(Spec {
            parameters: vec![Term::Named("self".into(), Box::new(types::anything()))],
            result,
        }),
        name: String::new(),
        parameters: vec![this.clone()],
        body: Term::remote("Wrapper", door, vec![this, Term::text(name)]),
    }
}

/// Sets what an object has.
fn write(door: &'static str, name: &str, path: &str) -> Function {
    let [this, value] = ["self", "value"].map(|name| Term::Variable(name.into()));
    let named = |name: &str| Term::Named(name.into(), Box::new(types::anything()));
    let door = if door == "item" { "set_item" } else { "set_attr" };
    Function {
        doc: Some(format!("Sets `{path}`.")),
        spec: Some(Spec { parameters: vec![named("self"), named("value")], result: types::done() }),
        name: String::new(),
        parameters: vec![this.clone(), value.clone()],
        body: Term::remote("Wrapper", door, vec![this, Term::text(name), value]),
    }
}

/// A value that stands on a class; with an object, that of the object.
fn value(path: &str, doc: String, of_object: Option<(&str, Term)>) -> Function {
    let (parameters, of_spec, body, result) = match of_object {
        Some((name, result)) => (
            vec![Term::Default("self".into(), Box::new(left_out()))],
            vec![Term::Named("self".into(), Box::new(types::anything()))],
            Term::remote(
                "Wrapper",
                "attr",
                vec![Term::Variable("self".into()), Term::text(name), Term::text(path)],
            ),
            result,
        ),
        None => (
            Vec::new(),
            Vec::new(),
            Term::remote("Wrapper", "get", vec![Term::text(path)]),
            types::result(types::anything()),
        ),
    };
    Function {
        doc: Some(doc),
        spec: Some(Spec { parameters: of_spec, result }),
        name: String::new(),
        parameters,
        body,
    }
}

/// Whether an error is this exception.
fn is_error(place: &Place<'_>, class: &Class) -> Function {
    let error = Term::Variable("error".into());
    let defined = class.qualified.as_deref().unwrap_or(&place.path);
    Function {
        doc: Some(format!("Whether an error is Python's `{}`, or of a class below it.", place.path)),
        spec: Some(Spec {
            parameters: vec![Term::Named("error".into(), Box::new(types::anything()))],
            result: Term::local("boolean", Vec::new()),
        }),
        name: String::new(),
        parameters: vec![error.clone()],
        body: Term::remote("Wrapper", "error?", vec![error, Term::text(defined)]),
    }
}
