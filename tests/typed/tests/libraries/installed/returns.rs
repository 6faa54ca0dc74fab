use crate::check::{checks, raised};
use snakebridge::{Callback, Result};
use typed::py::returns::maybe::{Maybe, Some as SomeOf};
use typed::py::returns::pipeline::is_successful;
use typed::py::returns::primitives::exceptions::UnwrapFailedError;
use typed::py::returns::result::{Failure, Success};

checks! {
    "from returns.result import Success, Failure; from returns.maybe import Maybe, Some; from returns.pipeline import is_successful";
    "returns.result.Success", "returns.result.Success.map", "returns.result.Success.value_or":
        "Success(20).map(lambda x: x + 1).value_or(0)" => {
        let more = Callback::new(|number: i64| -> Result<i64> { Ok(number + 1) });
        let success = Success::new(20).call()?;
        success.map(more).object().map(Success::from)?.value_or(0).get::<i64>()
    };
    "returns.result.Failure", "returns.result.Failure.failure": "Failure('no').failure()"
        => Failure::new("no").call()?.failure().get::<String>();
    "returns.maybe.Maybe.from_optional": "str(Maybe.from_optional(None))"
        => Ok(Maybe::from_optional(None::<i64>).object()?.to_string());
    "returns.maybe.Some", "returns.maybe.Some.unwrap": "Some(3).unwrap()" => SomeOf::new(3).call()?.unwrap().call();
    "returns.pipeline.is_successful": "is_successful(Failure(1))" => is_successful(Failure::new(1)).call();
    "returns.primitives.exceptions.UnwrapFailedError", "returns.result.Failure.unwrap": "raised(Failure(1).unwrap)"
        => raised::<UnwrapFailedError>(Failure::new(1).call()?.unwrap().run());
}
