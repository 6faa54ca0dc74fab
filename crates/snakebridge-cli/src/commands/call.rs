//! `snakebridge call numpy.linalg.norm '[3,4]' --kw ord=2`

use crate::arguments::CallArguments;
use crate::failure::Failure;
use crate::json;
use crate::place::Place;
use crate::ui;
use snakebridge::{Call, Value};

pub(crate) fn run(arguments: &CallArguments) -> Result<(), Failure> {
    let call = compose(arguments)?;
    let session = Place::choose(&arguments.place)?.session()?;
    // The result is shown as Python shows it, so it stays there: one more round trip, and nothing is converted.
    let result = call.in_session(&session).object()?;
    ui::result(result.repr()?);
    session.close();
    Ok(())
}

fn compose(arguments: &CallArguments) -> Result<Call, Failure> {
    if arguments.get {
        return Ok(Call::path(arguments.callee.clone()));
    }
    let mut call = Call::to(arguments.callee.clone());
    for argument in &arguments.args {
        call = call.arg(argument_value(argument));
    }
    for argument in &arguments.kwargs {
        let named = argument.split_once('=').filter(|(name, _)| !name.is_empty());
        let (name, value) = named.ok_or_else(|| Failure::Keyword { argument: argument.clone() })?;
        call = call.kwarg(name.to_owned(), argument_value(value));
    }
    Ok(call)
}

/// JSON if it is that, else text.
fn argument_value(argument: &str) -> Value {
    json::parse(argument).unwrap_or_else(|_| Value::from(argument))
}

#[cfg(test)]
mod tests {
    use super::*;
    use snakebridge::BigInt;

    #[test]
    fn arguments_are_json_and_else_text() {
        assert_eq!(argument_value("16"), Value::from(16));
        assert_eq!(argument_value("16.0"), Value::from(16.0));
        assert_eq!(argument_value("1e3"), Value::from(1000.0));
        assert_eq!(argument_value("-0.0").to_owned(), Value::from(-0.0));
        assert_eq!(argument_value(r#""x""#), Value::from("x"));
        assert_eq!(argument_value("plain text"), Value::from("plain text"));
        assert_eq!(argument_value("null"), Value::None);
        let huge = "1".repeat(400);
        assert_eq!(argument_value(&huge), Value::from(huge.parse::<BigInt>().unwrap()));
        assert_eq!(
            argument_value(r#"{"b": [1], "a": true}"#).key("b"),
            Some(&Value::List(vec![Value::from(1)]))
        );
    }
}
