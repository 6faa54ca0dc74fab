//! [`Hint`]: what may help with an exception, as data.

use std::fmt::{self, Display, Formatter};

/// Something that helps with an exception, as data. `Display` says in a sentence what it is and what to do.
///
/// Those about arrays are read from what numpy, pandas, scikit-learn, LightGBM, torch, TensorFlow, Keras and JAX say in their messages; the exception
/// itself stands beside them unchanged. What a message does not tell is empty or `None`.
///
/// ```
/// use snakebridge_core::{Exception, Hint};
///
/// /// Whether half of the batch may succeed where the whole did not.
/// fn is_worth_splitting(error: &Exception) -> bool {
///     error.hints.iter().any(|hint| matches!(hint, Hint::OutOfMemory { .. }))
/// }
///
/// let mut error = Exception::new("torch.OutOfMemoryError", "CUDA out of memory. Tried to allocate 20.00 MiB. ..");
/// error.hints.push(Hint::OutOfMemory {
///     device: Some("cuda:0".to_owned()),
///     requested: Some(20 << 20),
///     free: None,
///     capacity: None,
/// });
/// assert!(is_worth_splitting(&error));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hint {
    /// Names near to one that was not found, best first.
    Nearest(Vec<String>),
    /// A top-level module is not installed.
    Install(String),
    /// A module's file lies in the working directory, which Python does not search.
    File(String),
    /// Shapes of arrays do not go together.
    ShapeMismatch {
        /// The shapes, in the order of the message; `None` is a size that is not known, such as that of a batch.
        shapes: Vec<Vec<Option<u64>>>,
        /// The sizes that differ, in the order of the message.
        sizes: Vec<u64>,
        /// The axis along which they differ; negative ones count from the last.
        axis: Option<i64>,
    },
    /// The items of an array do not fill the shape that it should get.
    Reshape {
        /// How many items there are.
        size: Option<u64>,
        /// The shape; `None` is a size that was to be found out.
        shape: Vec<Option<u64>>,
    },
    /// An array has another number of dimensions than it should have.
    DimensionMismatch {
        /// How many are expected.
        expected: Option<u64>,
        /// How many there are.
        found: Option<u64>,
    },
    /// Dtypes do not go together, or are not those that the operation takes. They are named as the library names them: `float64`, `Double`.
    DTypeMismatch {
        /// Those of which any would do.
        expected: Vec<String>,
        /// Those that there are, in the order of the message.
        found: Vec<String>,
    },
    /// Tensors are on several devices.
    DeviceMismatch {
        /// The devices, as the library names them: `cuda:0`, `cpu`.
        devices: Vec<String>,
    },
    /// There is not enough memory.
    OutOfMemory {
        /// The device, as the library names it; `cpu` is main memory.
        device: Option<String>,
        /// How many bytes were asked for.
        requested: Option<u64>,
        /// How many bytes were free.
        free: Option<u64>,
        /// How many bytes the device has, or the library may use of it.
        capacity: Option<u64>,
    },
    /// Data does not have the features that a model was fitted with.
    FeatureMismatch {
        /// How many features the model was fitted with.
        expected: Option<u64>,
        /// How many there are.
        found: Option<u64>,
        /// Names of features that are not there.
        missing: Vec<String>,
        /// Names of features that the model does not know.
        unexpected: Vec<String>,
    },
    /// The library is installed in another version than its wrappers were made for, so they may not fit it.
    OtherVersion {
        /// The name that it is imported under.
        library: String,
        /// The version that its wrappers were made for.
        made_for: String,
        /// The version that is installed.
        installed: String,
    },
}

impl Display for Hint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nearest(names) => write!(f, "did you mean {}?", quoted(names)),
            Self::Install(module) => write!(
                f,
                "is the package that provides `{module}` installed? name it in `snakebridge.toml`, or install it into the Python in use"
            ),
            Self::File(file) => {
                write!(
                    f,
                    "`{file}` is in the working directory, which is not searched: add its folder to the search path"
                )
            }
            Self::ShapeMismatch { shapes, sizes, axis } => write_shapes(shapes, sizes, *axis, f),
            Self::Reshape { size, shape } => {
                match size {
                    Some(size) => write!(f, "{size} items do not fill shape {}", Shape(shape))?,
                    None => write!(f, "the items do not fill shape {}", Shape(shape))?,
                }
                f.write_str(": its sizes have to multiply to the number of items")
            }
            Self::DimensionMismatch { expected, found } => {
                match (expected, found) {
                    (Some(expected), Some(1)) => write!(f, "the array has 1 dimension, not {expected}")?,
                    (Some(expected), Some(found)) => {
                        write!(f, "the array has {found} dimensions, not {expected}")?
                    }
                    _ => f.write_str("the array has another number of dimensions than it should have")?,
                }
                f.write_str(": reshape it")
            }
            Self::DTypeMismatch { expected, found } => write_dtypes(expected, found, f),
            Self::DeviceMismatch { devices } => {
                match devices.as_slice() {
                    [] => f.write_str("the tensors are on several devices")?,
                    _ => write!(f, "the tensors are on devices {}", listed(devices, "and"))?,
                }
                f.write_str(": move them to one, as with `.to(device)`")
            }
            Self::OutOfMemory { device, requested, free, .. } => {
                match device.as_deref() {
                    Some("cpu") => f.write_str("main memory does not suffice")?,
                    Some(device) => write!(f, "the memory of {device} does not suffice")?,
                    None => f.write_str("memory does not suffice")?,
                }
                if let Some(requested) = requested {
                    write!(f, " for {} more", Bytes(*requested))?;
                }
                if let Some(free) = free {
                    write!(f, " with {} free", Bytes(*free))?;
                }
                f.write_str(": work on less at a time, or drop objects that are not needed any more")
            }
            Self::FeatureMismatch { expected, found, missing, unexpected } => {
                match (expected, found) {
                    (Some(expected), Some(found)) => {
                        write!(f, "the data has {found} features, and the model was fitted with {expected}")?;
                    }
                    _ => f.write_str("the features are not those that the model was fitted with")?,
                }
                if !missing.is_empty() {
                    write!(f, ", {} missing", quoted(missing))?;
                }
                if !unexpected.is_empty() {
                    write!(f, ", {} not expected", quoted(unexpected))?;
                }
                f.write_str(": give it the same, in the same order")
            }
            Self::OtherVersion { library, made_for, installed } => write!(
                f,
                "the wrappers of `{library}` were made for {made_for}, and {installed} is installed: build the program again"
            ),
        }
    }
}

fn write_shapes(
    shapes: &[Vec<Option<u64>>],
    sizes: &[u64],
    axis: Option<i64>,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    let shapes: Vec<Shape<'_>> = shapes.iter().map(|shape| Shape(shape)).collect();
    match shapes.as_slice() {
        [] => f.write_str("the shapes do not go together")?,
        [shape] => write!(f, "shape {shape} does not fit")?,
        _ => write!(f, "shapes {} do not go together", listed(&shapes, "and"))?,
    }
    match sizes {
        [] => {}
        [size] => write!(f, ", size {size} is expected")?,
        _ => write!(f, ", sizes {} differ", listed(sizes, "and"))?,
    }
    if let Some(axis) = axis {
        write!(f, " along axis {axis}")?;
    }
    f.write_str(": reshape, transpose or cut one of them")
}

fn write_dtypes(expected: &[String], found: &[String], f: &mut Formatter<'_>) -> fmt::Result {
    match (expected, found) {
        ([], []) => f.write_str("the dtypes do not go together")?,
        ([], [dtype]) => write!(f, "dtype {dtype} is not supported")?,
        ([], _) => write!(f, "dtypes {} do not go together", listed(found, "and"))?,
        (_, []) => write!(f, "the dtype is not {}", listed(expected, "or"))?,
        _ => write!(f, "the dtype is {}, not {}", listed(found, "and"), listed(expected, "or"))?,
    }
    f.write_str(": convert, as with `.astype(dtype)` or `.to(dtype)`")
}

/// As Python writes it: `(2, 3)`, `(3,)`, `()`.
struct Shape<'a>(&'a [Option<u64>]);

impl Display for Shape<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let size = |size: &Option<u64>| size.map_or_else(|| "?".to_owned(), |size| size.to_string());
        match self.0 {
            [only] => write!(f, "({},)", size(only)),
            sizes => write!(f, "({})", sizes.iter().map(size).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// A number of bytes for people: `20.0 MiB`.
struct Bytes(u64);

impl Display for Bytes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        if self.0 < 1024 {
            return write!(f, "{} bytes", self.0);
        }
        let power = self.0.ilog2() / 10;
        // In tenths, rounded down: exact where floats would not be.
        let tenths = (u128::from(self.0) * 10) >> (10 * power);
        write!(f, "{}.{} {}", tenths / 10, tenths % 10, UNITS[power as usize - 1])
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// `a`, `a and b`, `a, b and c`
fn listed<T: ToString>(things: &[T], conjunction: &str) -> String {
    let texts: Vec<String> = things.iter().map(T::to_string).collect();
    match texts.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}
