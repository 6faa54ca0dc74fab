//! What a session is told at its start, whichever engine it is of.

use crate::events;
use snakebridge_core::{Result, Settings, ToPy, Value};

/// The items of the dict that says it; a worker's hello has the version of the protocol besides.
///
/// # Errors
/// When a folder of the search path cannot be written as text.
///
/// ```
/// use snakebridge_core::Settings;
/// let items = snakebridge_wire::greeting(&Settings::default())?;
/// assert_eq!(items[0].0, "path".into());
/// # Ok::<_, snakebridge_core::Error>(())
/// ```
pub fn greeting(settings: &Settings) -> Result<Vec<(Value, Value)>> {
    let folders: Vec<Value> =
        settings.search_path.iter().map(|folder| folder.into_value()).collect::<Result<_>>()?;
    let texts = |texts: &[String]| Value::List(texts.iter().map(|text| text.as_str().into()).collect());
    Ok(vec![
        ("path".into(), Value::List(folders)),
        ("preload".into(), texts(&settings.preload)),
        ("allow".into(), settings.allow.as_deref().map_or(Value::None, texts)),
        ("deny".into(), texts(&settings.deny)),
        ("events".into(), events::lowest_level().map_or(Value::None, Value::Int)),
    ])
}
