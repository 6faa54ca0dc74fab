//! Enum members, and records: instances of classes that name their fields.

use super::Describer;
use super::class::Class;
use crate::canonical;
use serde_json::Value as Json;
use snakebridge::{Call, Object, Result, Value};

impl Describer<'_> {
    /// Members of enums.
    pub(super) fn marked(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        if !class.is("enum.Enum") {
            return Ok(None);
        }
        let name = self.described(&object.attr("name"))?;
        let value = self.described(&object.attr("value"))?;
        Ok(Some(canonical::tagged("enum", [("type", class.name().into()), ("name", name), ("value", value)])))
    }

    pub(super) fn record(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        let [named, data, attrs, fields] = class.defines(
            self.session,
            ["_fields", "__dataclass_fields__", "__attrs_attrs__", "__struct_fields__"],
        )?;
        let class_attr = |name: &'static str| class.object.attr(name);
        if named
            && class.is("builtins.tuple")
            && let Value::Tuple(names) = class_attr("_fields").get()?
        {
            return self.named_tuple(object, class, names).map(Some);
        }
        if class.is("pydantic.main.BaseModel") {
            let names = self.to("builtins.list").arg(class_attr("model_fields"));
            return self.fields("pydantic", object, class, &names).map(Some);
        }
        let named_by = |fields: Call| {
            let name = self.to("operator.attrgetter").arg("name");
            self.to("builtins.list").arg(self.to("builtins.map").args((name, fields)))
        };
        if data {
            let names = named_by(self.to("dataclasses.fields").arg(&class.object));
            return self.fields("dataclass", object, class, &names).map(Some);
        }
        if attrs {
            let names = named_by(class_attr("__attrs_attrs__"));
            return self.fields("attrs", object, class, &names).map(Some);
        }
        if fields && matches!(class_attr("__struct_fields__").get()?, Value::Tuple(_)) {
            return self.fields("struct", object, class, &class_attr("__struct_fields__")).map(Some);
        }
        Ok(None)
    }

    fn named_tuple(&mut self, object: &Object, class: &Class, names: Vec<Value>) -> Result<Json> {
        let items = self.to("builtins.list").arg(self.to("builtins.tuple.__iter__").arg(object));
        let items: Vec<Object> = items.get()?;
        let field = |(name, item)| Ok(Json::from(vec![self.value(name)?, self.object(item)?]));
        let fields = names.into_iter().zip(items).map(field).collect::<Result<Vec<_>>>()?;
        Ok(encoded("namedtuple", class, fields))
    }

    fn fields(&mut self, kind: &str, object: &Object, class: &Class, names: &Call) -> Result<Json> {
        let names: Vec<String> = names.get()?;
        let field = |name: String| {
            let value = self.described(&self.to("builtins.getattr").args((object, name.as_str())))?;
            Ok(Json::from(vec![Json::from(name), value]))
        };
        let fields = names.into_iter().map(field).collect::<Result<Vec<_>>>()?;
        Ok(encoded(kind, class, fields))
    }
}

fn encoded(kind: &str, class: &Class, fields: Vec<Json>) -> Json {
    canonical::tagged(
        "record",
        [("kind", kind.into()), ("type", class.name().into()), ("fields", fields.into())],
    )
}
