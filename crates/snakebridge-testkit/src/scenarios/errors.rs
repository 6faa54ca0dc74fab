//! Errors: what Python raises arrives whole, and whatever a call does, the next one works.

use super::{Outcome, gives, holds, same, scenarios};
use snakebridge::{Error, Exception, Object, Session, Value, py};

scenarios! {
    an_exception_has_type_message_frames_and_source,
    an_exception_matches_its_bases,
    arguments_of_the_exception_and_the_live_object,
    causes_and_contexts_are_kept,
    an_exception_that_cannot_be_printed_is_one_all_the_same,
    base_exceptions_are_errors_of_the_call,
    stop_iteration_is_an_error_of_the_call,
    exhausted_recursion_is_an_error_of_the_call,
    printing_disturbs_nothing,
    a_builtin_raises_with_the_expression,
}

fn raised(result: snakebridge::Result<Value>) -> Result<Box<Exception>, String> {
    match result {
        Err(Error::Python(exception)) => Ok(exception),
        other => Err(format!("no exception but {other:?}")),
    }
}

fn an_exception_has_type_message_frames_and_source(_: &Session) -> Outcome {
    let error = raised(py!(toy_errors.deeper()))?;
    same!(error.type_name, "builtins.ValueError");
    same!(error.message, "from below");
    let functions: Vec<&str> = error.frames.iter().map(|frame| frame.function.as_str()).collect();
    same!(functions, ["deeper", "fail"]);
    holds!(error.frames[1].file.ends_with("toy_errors.py"));
    same!(error.frames[1].source.as_deref(), Some("raise ValueError(message)"));
    same!(error.expression, "toy_errors.deeper()");
    Ok(())
}

fn an_exception_matches_its_bases(_: &Session) -> Outcome {
    let error = Error::from(*raised(py!(toy_errors.custom()))?);
    for class in ["toy_errors.Custom", "KeyError", "LookupError", "builtins.Exception", "BaseException"] {
        holds!(error.is_instance(class), "({class})");
    }
    holds!(!error.is_instance("ValueError") && !error.is_instance("Custom"));
    Ok(())
}

fn arguments_of_the_exception_and_the_live_object(_: &Session) -> Outcome {
    let error = raised(py!(toy_errors.custom()))?;
    same!(error.args, [Value::from("missing"), Value::from(7)]);
    let object: Object = error.object.ok_or("the exception itself is missing")?;
    same!(object.attr("args").item(1).get::<i64>()?, 7);
    Ok(())
}

fn causes_and_contexts_are_kept(_: &Session) -> Outcome {
    let caused = raised(py!(toy_errors.caused()))?;
    same!(caused.message, "second");
    same!(caused.cause.as_ref().map(|cause| cause.message.as_str()), Some("first"));
    holds!(caused.suppress_context);
    let contextual = raised(py!(toy_errors.contextual()))?;
    holds!(contextual.cause.is_none() && !contextual.suppress_context);
    same!(contextual.context.as_ref().map(|context| context.message.as_str()), Some("first"));
    holds!(caused.traceback().contains("direct cause"));
    Ok(())
}

fn an_exception_that_cannot_be_printed_is_one_all_the_same(_: &Session) -> Outcome {
    same!(raised(py!(toy_errors.unprintable()))?.type_name, "toy_errors.Unprintable");
    Ok(())
}

fn base_exceptions_are_errors_of_the_call(_: &Session) -> Outcome {
    let exit = raised(py!(toy_errors.leave(3)))?;
    same!(exit.type_name, "builtins.SystemExit");
    same!(exit.args, [Value::from(3)]);
    same!(raised(py!(toy_errors.interrupt()))?.type_name, "builtins.KeyboardInterrupt");
    gives!(py!(math.sqrt(4.0)), Value::from(2.0));
    Ok(())
}

fn stop_iteration_is_an_error_of_the_call(_: &Session) -> Outcome {
    same!(raised(py!(toy_errors.stop()))?.type_name, "builtins.StopIteration");
    Ok(())
}

fn exhausted_recursion_is_an_error_of_the_call(_: &Session) -> Outcome {
    let error = raised(py!(toy_errors.recurse()))?;
    same!(error.type_name, "builtins.RecursionError");
    holds!(!error.frames.is_empty() && error.frames.len() <= 200, "({} frames)", error.frames.len());
    Ok(())
}

fn printing_disturbs_nothing(_: &Session) -> Outcome {
    gives!(py!(toy_errors.noisy("a line for standard output and standard error")), Value::from(45));
    Ok(())
}

fn a_builtin_raises_with_the_expression(_: &Session) -> Outcome {
    let error = raised(py!(math.sqrt("x")))?;
    same!(error.type_name, "builtins.TypeError");
    same!(error.message, "must be real number, not str");
    same!(error.expression, r#"math.sqrt("x")"#);
    Ok(())
}
