//! Arrays and scalars of numpy.

use super::Describer;
use super::builtin::with_sub;
use super::class::Class;
use crate::canonical;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use snakebridge::{Array, ByteOrder, Kind, Object, Result, Value};

/// Above so many items, a digest stands for them.
const INLINE: usize = 64;
/// Scalars that no builtin holds: their text is recorded.
const AS_TEXT: [&str; 4] = ["numpy.datetime64", "numpy.timedelta64", "numpy.longdouble", "numpy.clongdouble"];

impl Describer<'_> {
    pub(super) fn array(&mut self, array: &Array) -> Result<Json> {
        let flat = Array::new(array.dtype(), vec![array.len()], array.data().clone());
        let items = match flat.map(|flat| flat.to_value()) {
            Some(Value::List(items)) => self.items(items)?,
            _ => Vec::new(),
        };
        Ok(encoded(dtype_name(array).into(), array.shape().to_vec().into(), items))
    }

    pub(super) fn of_numpy(&mut self, object: &Object, class: &Class) -> Result<Option<Json>> {
        let is_array = class.is("numpy.ndarray");
        if !is_array && !class.is("numpy.generic") {
            return Ok(None);
        }
        let dtype = self.described(&self.to("builtins.str").arg(object.attr("dtype")))?;
        let kind: String = object.attr("dtype").attr("kind").get()?;
        let as_text = kind == "m" || kind == "M";
        if !is_array {
            let as_text = as_text || AS_TEXT.contains(&class.name());
            let item = if as_text { self.to("builtins.str").arg(object) } else { object.method("item") };
            let item = self.described(&item)?;
            return Ok(Some(canonical::tagged("npscalar", [("dtype", dtype), ("v", item)])));
        }
        let plain = if class.name() == "numpy.ndarray" {
            object.to_call()
        } else {
            self.to("numpy.asarray").arg(object)
        };
        let flat = plain.method("ravel");
        let items = if as_text {
            self.to("builtins.list").arg(self.to("builtins.map").args((self.path("builtins.str"), flat)))
        } else {
            flat.method("tolist")
        };
        let shape = self.described(&self.to("builtins.list").arg(object.attr("shape")))?;
        let items = match self.described(&items)? {
            Json::Array(items) => items,
            other => vec![other],
        };
        Ok(Some(with_sub(encoded(dtype, shape, items), "ndarray", class.below("numpy.ndarray"))))
    }
}

fn encoded(dtype: Json, shape: Json, items: Vec<Json>) -> Json {
    let (name, items) = if items.len() > INLINE {
        let digest = Sha256::digest(canonical::compact(&Json::Array(items)));
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        ("sha256", digest.into())
    } else {
        ("data", items.into())
    };
    canonical::tagged("ndarray", [("dtype", dtype), ("shape", shape), (name, items)])
}

/// As numpy's `str(dtype)`: a name, or, in an order of bytes that is not the machine's, the notation.
fn dtype_name(array: &Array) -> String {
    let dtype = array.dtype();
    let foreign = if cfg!(target_endian = "little") { ByteOrder::Big } else { ByteOrder::Little };
    if dtype.order == foreign {
        return dtype.to_string();
    }
    let bits = dtype.size * 8;
    match dtype.kind {
        Kind::Bool => "bool".to_owned(),
        Kind::Int => format!("int{bits}"),
        Kind::UInt => format!("uint{bits}"),
        Kind::Float => format!("float{bits}"),
        Kind::Complex => format!("complex{bits}"),
    }
}
