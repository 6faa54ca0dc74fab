//! The kinds of calls that a soak is made of.

use super::tasks;
use crate::Trouble;
use snakebridge::{Call, Callback, Error, FromPy, Object, Result, Returned, Session, Value};
use std::fmt::Debug;
use std::sync::Arc;

/// Who calls.
pub(super) struct Caller {
    pub(super) session: Session,
    /// Callbacks have a share of it.
    pub(super) witness: Arc<()>,
}

/// A kind of calls.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Of a thousand calls so many are of this kind.
    weight: u64,
    /// Makes one that is about this number, and looks whether the answer is right.
    pub(super) call: fn(&Caller, i64) -> Result<(), Trouble>,
}

const fn kind(name: &'static str, weight: u64, call: fn(&Caller, i64) -> Result<(), Trouble>) -> Kind {
    Kind { name, weight, call }
}

/// All of them.
pub(super) static KINDS: &[Kind] = &[
    kind("scalars", 260, Caller::scalar),
    kind("texts", 100, Caller::text),
    kind("lists", 120, Caller::list),
    kind("dicts", 60, Caller::dict),
    kind("objects made and dropped", 150, Caller::object),
    kind("chains", 80, Caller::chain),
    kind("errors raised", 60, Caller::error),
    kind("callbacks", 50, Caller::callback),
    kind("callbacks that call back", 20, Caller::reentrant),
    kind("callbacks from Python threads", 10, Caller::threaded),
    kind("callbacks that fail", 20, Caller::failing),
    kind("streams read to the end", 20, Caller::stream),
    kind("streams dropped early", 20, Caller::early),
    kind("coroutines", 15, Caller::coroutine),
    kind("coroutines side by side", 10, Caller::coroutines),
    kind("coroutines cancelled", 4, Caller::cancelled),
    kind("large buffers", 1, Caller::large),
];

/// The kind of this call: the same from run to run, and well mixed.
pub(super) fn of(number: u64) -> usize {
    let total: u64 = KINDS.iter().map(|kind| kind.weight).sum();
    // A multiplier without a common divisor visits each place of a period once.
    let mut place = number.wrapping_mul(7919) % total;
    KINDS
        .iter()
        .position(|kind| {
            let here = place < kind.weight;
            place = place.saturating_sub(kind.weight);
            here
        })
        .unwrap_or_default()
}

/// Where this kind is in the table.
pub(super) fn index_of(name: &str) -> usize {
    KINDS.iter().position(|kind| kind.name == name).unwrap_or_default()
}

impl Caller {
    fn scalar(&self, number: i64) -> Result<(), Trouble> {
        is(self.session.to("operator.mul").arg(number).arg(0.5).get(), &(number as f64 * 0.5))
    }

    fn text(&self, number: i64) -> Result<(), Trouble> {
        let text = format!("{number} × π");
        is(self.session.to("operator.concat").arg(&*text).arg("!").get(), &format!("{text}!"))
    }

    fn list(&self, number: i64) -> Result<(), Trouble> {
        let list: Vec<i64> = (0..32).map(|each| (each * 7 + number) % 32).collect();
        is(self.session.to("builtins.sorted").arg(list).get(), &(0..32).collect::<Vec<i64>>())
    }

    fn dict(&self, number: i64) -> Result<(), Trouble> {
        let text = Value::Str("text".into());
        let dict =
            Value::Dict(vec![(Value::from(number), text), (Value::None, Value::List(vec![1.5.into()]))]);
        is(self.session.to("builtins.dict").arg(dict.clone()).get(), &dict)
    }

    fn object(&self, number: i64) -> Result<(), Trouble> {
        let node: Object = told(self.session.to("soaked.Node").arg(number).object())?;
        let next: Object = told(node.attr("next").object())?;
        is(next.attr("value").get(), &(number + 1))
    }

    fn chain(&self, number: i64) -> Result<(), Trouble> {
        let node = self.session.to("soaked.Node").arg(number);
        is(node.attr("next").method("plus").arg(5).attr("next").attr("value").get(), &(number + 7))
    }

    fn error(&self, number: i64) -> Result<(), Trouble> {
        match self.session.to("soaked.fail").arg(number).run() {
            Err(Error::Python(raised)) if raised.is_instance("builtins.ValueError") => Ok(()),
            other => Err(format!("it came to {other:?}")),
        }
    }

    fn callback(&self, number: i64) -> Result<(), Trouble> {
        let plus = self.lent(move |each: i64| each + number);
        let mapped = Call::to("builtins.map").arg(plus).arg([1, 2, 3]);
        is(self.session.to("builtins.list").arg(mapped).get(), &vec![number + 1, number + 2, number + 3])
    }

    fn reentrant(&self, number: i64) -> Result<(), Trouble> {
        let session = self.session.clone();
        let ask = self.lent(move |each: i64| session.to("operator.neg").arg(each).get::<i64>());
        let call = self.session.to("faulty.call").arg(Call::to("functools.partial").arg(ask).arg(number));
        is(call.get(), &-number)
    }

    fn threaded(&self, number: i64) -> Result<(), Trouble> {
        let double = self.lent(|each: i64| each * 2);
        is(self.session.to("soaked.call_in_thread").arg(double).arg(number).get(), &(number * 2))
    }

    fn failing(&self, number: i64) -> Result<(), Trouble> {
        let fail = self.lent(move |each: i64| Err::<i64, Error>(Error::host(Refused(each))));
        match self.session.to("faulty.call").arg(Call::to("functools.partial").arg(fail).arg(number)).run() {
            Err(error) if error.host_error::<Refused>().is_some_and(|it| it.0 == number) => Ok(()),
            other => Err(format!("it came to {other:?}")),
        }
    }

    fn stream(&self, number: i64) -> Result<(), Trouble> {
        let stream = told(self.session.to("builtins.range").arg(number).arg(number + 50).stream::<i64>())?;
        is(stream.collect(), &(number..number + 50).collect::<Vec<i64>>())
    }

    fn early(&self, number: i64) -> Result<(), Trouble> {
        let stream = told(self.session.to("soaked.endless").arg(number).stream::<i64>())?;
        is(stream.take(3).collect(), &vec![number, number + 1, number + 2])
    }

    fn coroutine(&self, number: i64) -> Result<(), Trouble> {
        is(self.session.to("soaked.later").arg(number).awaited().get(), &number)
    }

    fn coroutines(&self, number: i64) -> Result<(), Trouble> {
        let later = |number: i64| self.session.to("soaked.later").arg(number).get_async::<i64>();
        let answers = tasks::all((number..number + 4).map(later).collect());
        is(answers.into_iter().collect(), &(number..number + 4).collect::<Vec<i64>>())
    }

    fn cancelled(&self, _number: i64) -> Result<(), Trouble> {
        tasks::drop_early(self.session.to("asyncio.sleep").arg(600).get_async::<()>());
        Ok(())
    }

    fn large(&self, number: i64) -> Result<(), Trouble> {
        let bytes = vec![u8::try_from(number % 256).unwrap_or_default(); 200_000];
        let half = self.session.to("operator.getitem").arg(Value::Bytes(bytes.clone()));
        let upper = Call::to("builtins.slice").arg(100_000).arg(());
        is(half.arg(upper).get(), &Value::Bytes(bytes[100_000..].to_vec()))
    }

    /// A callback with a share of the witness.
    fn lent<R, M>(&self, function: impl Fn(i64) -> R + Send + Sync + 'static) -> Callback
    where
        R: Returned<M> + 'static,
        M: 'static,
    {
        let witness = Arc::clone(&self.witness);
        Callback::new(move |number: i64| {
            let _held = &witness;
            function(number)
        })
    }
}

/// The error of a callback.
#[derive(Debug)]
struct Refused(i64);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is refused", self.0)
    }
}

impl std::error::Error for Refused {}

fn told<T>(outcome: Result<T>) -> Result<T, Trouble> {
    outcome.map_err(|error| error.to_string())
}

fn is<T: PartialEq + Debug + FromPy>(outcome: Result<T>, expected: &T) -> Result<(), Trouble> {
    match told(outcome)? {
        answer if answer == *expected => Ok(()),
        answer => Err(format!("{answer:?} instead of {expected:?}")),
    }
}
