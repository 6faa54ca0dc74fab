//! Hints of a kind and its texts, as `docs/wire.md` lists them.

use snakebridge_core::Hint;
use std::str::FromStr;

/// What a kind and its texts stand for; nothing if they are of no kind that is known here.
pub(super) fn read_hints(kind: &str, texts: Vec<String>) -> Vec<Hint> {
    let fields = Fields(&texts);
    let hint = match kind {
        "nearest" if !texts.is_empty() => Hint::Nearest(texts),
        "install" => return texts.into_iter().map(Hint::Install).collect(),
        "file" => return texts.into_iter().map(Hint::File).collect(),
        "shapes" => Hint::ShapeMismatch {
            shapes: fields.all("shape").map(shape).collect(),
            sizes: fields.all("size").filter_map(|size| size.parse().ok()).collect(),
            axis: fields.number("axis"),
        },
        "reshape" => {
            let Some(wanted) = fields.all("shape").next() else { return Vec::new() };
            Hint::Reshape { size: fields.number("size"), shape: shape(wanted) }
        }
        "dimensions" => {
            Hint::DimensionMismatch { expected: fields.number("expected"), found: fields.number("found") }
        }
        "dtypes" => Hint::DTypeMismatch { expected: fields.texts("expected"), found: fields.texts("found") },
        "devices" => Hint::DeviceMismatch { devices: fields.texts("found") },
        "out_of_memory" => Hint::OutOfMemory {
            device: fields.all("device").next().map(str::to_owned),
            requested: fields.number("requested"),
            free: fields.number("free"),
            capacity: fields.number("capacity"),
        },
        "features" => Hint::FeatureMismatch {
            expected: fields.number("expected"),
            found: fields.number("found"),
            missing: fields.texts("missing"),
            unexpected: fields.texts("unexpected"),
        },
        _ => return Vec::new(),
    };
    vec![hint]
}

/// Texts of the form `name=value`.
struct Fields<'a>(&'a [String]);

impl<'a> Fields<'a> {
    fn all(&self, wanted: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(move |text| text.strip_prefix(wanted)?.strip_prefix('='))
    }

    fn texts(&self, wanted: &str) -> Vec<String> {
        self.all(wanted).map(str::to_owned).collect()
    }

    fn number<T: FromStr>(&self, wanted: &str) -> Option<T> {
        self.all(wanted).next()?.parse().ok()
    }
}

/// `2,?,4`; what is no size is one that is not known.
fn shape(text: &str) -> Vec<Option<u64>> {
    if text.is_empty() { Vec::new() } else { text.split(',').map(|size| size.parse().ok()).collect() }
}
