//! What a callback is called with.

use snakebridge_core::{Arguments, Value};

/// The arguments in the payload of a call, which is the pair `(args, kwargs)`.
///
/// # Errors
/// What it is not.
pub fn call_arguments(pair: Value) -> Result<Arguments, &'static str> {
    let Value::Tuple(parts) = pair else { return Err("has no pair of arguments") };
    let Ok([Value::Tuple(positional), Value::Dict(keyword)]) = <[Value; 2]>::try_from(parts) else {
        return Err("has no tuple and dict of arguments");
    };
    let keyword = keyword.into_iter().filter_map(|(name, value)| match name {
        Value::Str(name) => Some((name, value)),
        Value::Wtf8(name) => Some((String::from_utf8_lossy(&name).into_owned(), value)),
        _ => None,
    });
    Ok(Arguments::new(positional, keyword.collect()))
}
