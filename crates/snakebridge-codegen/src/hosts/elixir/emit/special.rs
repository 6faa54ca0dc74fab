//! Special methods that a class has, as Python's own functions do them.

use super::call::{Callable, Receiver};
use super::{docs, types};
use crate::hosts::elixir::places::Places;
use crate::hosts::elixir::syntax::{Function, Spec, Term};
use snakebridge_model::ir::Class;

/// A special method, the function that stands for it, and what that takes besides the object.
pub(super) struct Special {
    pub(super) name: &'static str,
    function: &'static str,
    parameters: &'static [&'static str],
}

macro_rules! specials {
    ($($name:literal = $function:literal ($($parameter:literal),*);)*) => {
        &[$(Special { name: $name, function: $function, parameters: &[$($parameter),*] },)*]
    };
}

/// Python's data model, as far as it is more than what every object has.
const KNOWN: &[Special] = specials! {
    "__abs__" = "builtins.abs" ();
    "__add__" = "operator.add" ("other");
    "__aiter__" = "builtins.aiter" ();
    "__and__" = "operator.and_" ("other");
    "__bool__" = "builtins.bool" ();
    "__complex__" = "builtins.complex" ();
    "__contains__" = "operator.contains" ("item");
    "__delitem__" = "operator.delitem" ("key");
    "__divmod__" = "builtins.divmod" ("other");
    "__eq__" = "operator.eq" ("other");
    "__float__" = "builtins.float" ();
    "__floordiv__" = "operator.floordiv" ("other");
    "__ge__" = "operator.ge" ("other");
    "__getitem__" = "operator.getitem" ("key");
    "__gt__" = "operator.gt" ("other");
    "__hash__" = "builtins.hash" ();
    "__index__" = "operator.index" ();
    "__int__" = "builtins.int" ();
    "__invert__" = "operator.invert" ();
    "__iter__" = "builtins.iter" ();
    "__le__" = "operator.le" ("other");
    "__len__" = "builtins.len" ();
    "__lshift__" = "operator.lshift" ("other");
    "__lt__" = "operator.lt" ("other");
    "__matmul__" = "operator.matmul" ("other");
    "__mod__" = "operator.mod" ("other");
    "__mul__" = "operator.mul" ("other");
    "__ne__" = "operator.ne" ("other");
    "__neg__" = "operator.neg" ();
    "__next__" = "builtins.next" ();
    "__or__" = "operator.or_" ("other");
    "__pos__" = "operator.pos" ();
    "__pow__" = "operator.pow" ("other");
    "__reversed__" = "builtins.reversed" ();
    "__rshift__" = "operator.rshift" ("other");
    "__setitem__" = "operator.setitem" ("key", "value");
    "__sub__" = "operator.sub" ("other");
    "__truediv__" = "operator.truediv" ("other");
    "__xor__" = "operator.xor" ("other");
};

/// `__call__` has a signature of its own.
const CALL: Special = Special { name: "__call__", function: "", parameters: &[] };

/// Those that a class has.
pub(super) fn of(class: &Class) -> Vec<&'static Special> {
    let has = |special: &&Special| {
        class.special.contains(special.name) && !class.members.contains_key(special.name)
    };
    let call = class.call.is_some().then_some(&CALL).filter(|call| !class.members.contains_key(call.name));
    KNOWN.iter().filter(has).chain(call).collect()
}

impl Special {
    pub(super) fn function(&self, path: &str, class: &Class, places: &Places<'_>) -> Function {
        let path = format!("{path}.{}", self.name);
        if let Some(signature) = class.call.as_ref().filter(|_| self.name == CALL.name) {
            let receiver = Receiver::Method(self.name);
            return Callable { path: &path, signature, docstring: None, receiver }.function(places);
        }
        let names = ["self"].iter().chain(self.parameters);
        let variables: Vec<Term> = names.clone().map(|name| Term::Variable((*name).into())).collect();
        let named = names.map(|name| Term::Named((*name).into(), Box::new(types::anything())));
        let arguments = vec![Term::text(self.function), Term::List(variables.clone())];
        Function {
            doc: Some(docs::special(&path, self.function)),
            spec: Some(Spec { parameters: named.collect(), result: types::result(types::anything()) }),
            name: String::new(),
            parameters: variables,
            body: Term::remote("Wrapper", "call", arguments),
        }
    }
}
