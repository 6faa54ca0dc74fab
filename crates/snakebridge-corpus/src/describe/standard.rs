//! Values of the standard library that the format knows: dates, decimals, fractions, UUIDs, paths.

use super::Describer;
use super::builtin::with_sub;
use super::class::Class;
use crate::canonical;
use serde_json::Value as Json;
use snakebridge::{Call, Object, Result, Value};

/// The class, its tag, and how its text is had.
const TEXTS: [(&str, &str, &str); 7] = [
    ("datetime.datetime", "datetime", "datetime.datetime.isoformat"),
    ("datetime.date", "date", "datetime.date.isoformat"),
    ("datetime.time", "time", "datetime.time.isoformat"),
    ("decimal.Decimal", "decimal", "decimal.Decimal.__str__"),
    ("uuid.UUID", "uuid", "uuid.UUID.__str__"),
    ("pathlib.PurePath", "path", "builtins.str"),
    // what 3.13 calls it
    ("pathlib._local.PurePath", "path", "builtins.str"),
];

impl Describer<'_> {
    pub(super) fn of_standard_library(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        if let Some((base, tag, text)) = TEXTS.into_iter().find(|(base, ..)| class.is(base)) {
            return self.texts(object, class, base, tag, text).map(Some);
        }
        if class.is("datetime.timedelta") {
            let slot =
                |name: &'static str| self.path("datetime.timedelta").attr(name).method("__get__").arg(object);
            let parts = ["days", "seconds", "microseconds"].map(slot).to_vec();
            let parts = self.described(&self.to("builtins.list").arg(parts))?;
            let encoded = canonical::tagged("timedelta", [("v", parts)]);
            return Ok(Some(with_sub(encoded, "timedelta", class.below("datetime.timedelta"))));
        }
        if class.is("fractions.Fraction") {
            let above = self.described(&object.attr("numerator"))?;
            let below = self.described(&object.attr("denominator"))?;
            let encoded = canonical::tagged("fraction", [("n", above), ("d", below)]);
            return Ok(Some(with_sub(encoded, "fraction", class.below("fractions.Fraction"))));
        }
        Ok(None)
    }

    fn texts(
        &mut self,
        object: &Object,
        class: &Class,
        base: &str,
        tag: &str,
        text: &'static str,
    ) -> Result<Json> {
        if tag == "datetime" && class.name().ends_with("NaTType") {
            return Ok(canonical::tagged("opaque", [("type", class.name().into())]));
        }
        let text = self.described(&self.to(text).arg(object))?;
        if tag == "path" {
            return Ok(canonical::tagged("path", [("type", class.name().into()), ("v", text)]));
        }
        let mut encoded = canonical::tagged(tag, [("v", text)]);
        if tag == "datetime" || tag == "time" {
            encoded["tz"] = match object.attr("tzinfo").get()? {
                Value::None => Json::Null,
                zone => self.described(&self.to("builtins.str").arg(zone))?,
            };
        }
        if tag == "datetime" && self.is_true(&object.attr("fold"))? {
            encoded["fold"] = 1.into();
        }
        Ok(with_sub(encoded, tag, class.below(base)))
    }

    fn is_true(&self, call: &Call) -> Result<bool> {
        self.to("operator.truth").arg(call.clone()).get()
    }
}
