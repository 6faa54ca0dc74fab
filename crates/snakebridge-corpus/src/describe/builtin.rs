//! Builtins that came as handles, and instances of their subclasses.

use super::Describer;
use super::class::{Class, name_of};
use crate::canonical;
use serde_json::Value as Json;
use snakebridge::{Call, Object, Result, Value};

/// Exact builtins, which come as handles where a handle was asked for, or where they contain themselves.
const EXACT: [&str; 12] = [
    "builtins.NoneType",
    "builtins.bool",
    "builtins.int",
    "builtins.float",
    "builtins.complex",
    "builtins.str",
    "builtins.list",
    "builtins.tuple",
    "builtins.dict",
    "builtins.set",
    "builtins.frozenset",
    "builtins.bytes",
];
const CALLABLE: [&str; 7] = [
    "builtins.function",
    "builtins.builtin_function_or_method",
    "builtins.method",
    "builtins.method_descriptor",
    "builtins.wrapper_descriptor",
    "builtins.method-wrapper",
    "builtins.classmethod_descriptor",
];

impl Describer<'_> {
    /// Exact builtins and the singletons.
    pub(super) fn exact(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        match class.name() {
            "builtins.ellipsis" => Ok(Some(canonical::tagged("ellipsis", []))),
            "builtins.NotImplementedType" => Ok(Some(canonical::tagged("notimplemented", []))),
            name if EXACT.contains(&name) => match object.get()? {
                Value::Object(_) => Ok(None),
                value => self.plain(value).map(Some),
            },
            _ => Ok(None),
        }
    }

    /// Exceptions, modules, classes and functions.
    pub(super) fn definition(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        if class.is("builtins.BaseException") {
            return self.exception(object, class).map(Some);
        }
        if class.is("builtins.module") {
            let name: String =
                self.to("types.ModuleType.__getattribute__").args((object, "__name__")).get()?;
            let encoded = canonical::tagged("module", [("name", name.into())]);
            return Ok(Some(with_sub(encoded, "module", class.below("builtins.module"))));
        }
        if class.is("builtins.type") {
            return Ok(Some(canonical::tagged("type", [("name", name_of(self.session, object)?.into())])));
        }
        if CALLABLE.contains(&class.name()) {
            let name = self.described(&object.attr("__name__"))?;
            return Ok(Some(canonical::tagged("callable", [("type", class.name().into()), ("name", name)])));
        }
        Ok(None)
    }

    fn exception(&mut self, object: &Object, class: &Class) -> Result<Json> {
        let message = match self.to("builtins.str").arg(object).get::<Value>() {
            Ok(Value::Str(text)) => text,
            Ok(Value::Wtf8(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(_) => String::new(),
            Err(error) if error.exception().is_some() => String::new(),
            Err(error) => return Err(error),
        };
        let members = [("type", class.name().into()), ("message_contains", message.into())];
        let mut encoded = canonical::tagged("exception", members);
        if class.is("builtins.BaseExceptionGroup") {
            encoded["exceptions"] = self.described(&object.attr("exceptions"))?["v"].take();
        }
        Ok(encoded)
    }

    /// Instances of subclasses of the builtins, by the methods of the builtins themselves; and what has no other form.
    pub(super) fn of_builtin(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        let exactly = |tag: &'static str, path: &'static str| (tag, self.to(path).arg(object));
        let (tag, base) = if class.is("builtins.complex") {
            exactly("complex", "builtins.complex.__pos__")
        } else if class.is("builtins.int") {
            exactly("int", "builtins.int.__int__")
        } else if class.is("builtins.float") {
            exactly("float", "builtins.float.__float__")
        } else if class.is("builtins.str") {
            exactly("str", "builtins.str.__str__")
        } else if class.is("builtins.bytes") {
            ("bytes", self.to("builtins.bytes").arg(object))
        } else if class.is("builtins.bytearray") {
            ("bytearray", self.to("builtins.bytes").arg(object))
        } else if class.name() == "builtins.memoryview" {
            return self.view(object).map(Some);
        } else {
            return self.container(object, class);
        };
        let mut encoded = self.described(&base)?;
        match (tag, &mut encoded) {
            // The text of an int is a str there, whatever its size.
            ("int", Json::Number(number)) => encoded = number.to_string().into(),
            ("int" | "bytearray", Json::Object(members)) => encoded = members["v"].take(),
            _ => {}
        }
        let encoded = match tag {
            "int" | "str" | "bytearray" => canonical::tagged(tag, [("v", encoded)]),
            _ => encoded,
        };
        Ok(Some(with_sub(encoded, tag, class.below(&format!("builtins.{tag}")))))
    }

    fn view(&mut self, view: &Object) -> Result<Json> {
        let format = self.described(&view.attr("format"))?;
        let shape = self.described(&self.to("builtins.list").arg(view.attr("shape")))?;
        let mut data = self.described(&view.method("tobytes"))?;
        Ok(canonical::tagged("memoryview", [("format", format), ("shape", shape), ("v", data["v"].take())]))
    }

    fn container(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        let session = self.session;
        let listed = |items: Call| session.to("builtins.list").arg(items);
        let encoded = if class.is("builtins.tuple") {
            let items = self.contents(&listed(self.to("builtins.tuple.__iter__").arg(object)))?;
            with_sub(
                canonical::tagged("tuple", [("v", items.into())]),
                "tuple",
                class.below("builtins.tuple"),
            )
        } else if class.is("builtins.list") {
            let items = self.contents(&listed(self.to("builtins.list.__iter__").arg(object)))?;
            with_sub(items.into(), "list", class.below("builtins.list"))
        } else if class.is("builtins.frozenset") || class.is("builtins.set") {
            let tag = if class.is("builtins.set") { "set" } else { "frozenset" };
            let items = self.contents(&listed(self.to("builtins.iter").arg(object)))?;
            with_sub(canonical::set(tag, items), tag, class.below(&format!("builtins.{tag}")))
        } else if class.is("builtins.dict") {
            let pairs: Vec<Object> = listed(self.to("builtins.dict.items").arg(object)).get()?;
            let pair = |pair: Object| self.contents(&pair.to_call()).map(Json::from);
            let pairs = pairs.into_iter().map(pair).collect::<Result<Vec<_>>>()?;
            with_sub(canonical::tagged("dict", [("v", pairs.into())]), "dict", class.below("builtins.dict"))
        } else if class.name() == "builtins.range" || class.name() == "builtins.slice" {
            let parts = ["start", "stop", "step"].map(|name| self.described(&object.attr(name)));
            let parts = parts.into_iter().collect::<Result<Vec<_>>>()?;
            canonical::tagged(class.name().trim_start_matches("builtins."), [("v", parts.into())])
        } else {
            return Ok(None);
        };
        Ok(Some(encoded))
    }

    /// The items of a list or tuple: as handles, so that what contains itself is known again.
    fn contents(&mut self, list: &Call) -> Result<Vec<Json>> {
        let items: Vec<Object> = list.get()?;
        items.into_iter().map(|item| self.object(item)).collect()
    }
}

/// With the member `sub`, for an instance of a strict subclass.
pub(super) fn with_sub(encoded: Json, tag: &str, class: Option<&str>) -> Json {
    match class {
        Some(class) => canonical::subclass(tag, encoded, class),
        None => encoded,
    }
}
