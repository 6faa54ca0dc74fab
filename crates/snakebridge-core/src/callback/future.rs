//! Async functions as callbacks.

use super::{About, Answer, Arguments, Callback, FunctionKind, Returned};
use crate::{Error, FromPy, Result, Scoped, Value, Want};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;
use tokio::runtime::Handle;

type Answering = Pin<Box<dyn Future<Output = Result<Value>> + Send>>;

/// A Rust function of up to twelve [`FromPy`] arguments that gives a future and can be a [`Callback::future`].
///
/// ```
/// use snakebridge_core::{AsyncFunction, Callback};
/// fn documented<Shape>(function: impl AsyncFunction<Shape>) -> Callback {
///     Callback::future(function).doc("From Rust.")
/// }
/// let sum = documented(|left: i64, right: i64| async move { left + right });
/// ```
#[diagnostic::on_unimplemented(
    message = "this is no async function that Python can call",
    label = "arguments have to be `FromPy`, and what it gives a future, which is `Send`, of a `ToPy` or a `Result`",
    note = "a closure has to name the types of its arguments: `|x: i64, name: String| async move {{ .. }}`"
)]
pub trait AsyncFunction<Shape>: Send + Sync + 'static {
    #[doc(hidden)]
    const ARGUMENTS: Want;

    #[doc(hidden)]
    fn begin(&self, arguments: Arguments) -> Result<Answering>;
}

impl<F, Fut, R, M> AsyncFunction<(M,)> for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = R> + Send + 'static,
    R: Returned<M>,
{
    const ARGUMENTS: Want = Want::Tuple(&[]);

    fn begin(&self, arguments: Arguments) -> Result<Answering> {
        let [] = arguments.exactly()?;
        let future = self();
        Ok(Box::pin(async move { future.await.into_result() }))
    }
}

macro_rules! functions {
    ($count:literal: $($name:ident)*) => {
        impl<Func, Fut, R, M, $($name: FromPy),*> AsyncFunction<(M, $($name),*)> for Func
        where
            Func: Fn($($name),*) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = R> + Send + 'static,
            R: Returned<M>,
        {
            const ARGUMENTS: Want = <($($name,)*) as FromPy>::WANT;

            #[expect(non_snake_case, reason = "the type parameters double as the names of the arguments")]
            fn begin(&self, arguments: Arguments) -> Result<Answering> {
                let function = arguments.function().clone();
                let [$($name),*] = arguments.exactly::<$count>()?;
                let mut index = 0;
                let future = self($({
                    index += 1;
                    super::arguments::read::<$name>($name, index, &function)?
                }),*);
                Ok(Box::pin(async move { future.await.into_result() }))
            }
        }
    };
}

crate::tuples::for_tuples!(functions);

impl Callback {
    /// An async closure or function: Python sees a coroutine function. Each call is a task of the tokio runtime in which the callback is made, or
    /// else of the one in which it is called; any number may be under way. What a task asks of Python is asked within its call.
    ///
    /// ```no_run
    /// # async fn download(url: &str) -> std::io::Result<String> { Ok(url.to_owned()) }
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// use snakebridge_core::{Call, Callback};
    /// let fetch = Callback::future(|url: String| async move { download(&url).await }).named("fetch");
    /// let pages: Vec<String> = Call::to("crawler.crawl").arg(fetch).get()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn future<F: AsyncFunction<Shape>, Shape>(function: F) -> Self {
        let runtime = Handle::try_current().ok();
        let about = About {
            args: F::ARGUMENTS,
            name: super::builder::name_of::<F>().into(),
            kind: FunctionKind::Coroutine,
            ..About::default()
        };
        Self::answering(about, move |arguments, answer| {
            let future = match function.begin(arguments) {
                Ok(future) => future,
                Err(error) => return answer(Err(error)),
            };
            let Some(runtime) = runtime.clone().or_else(|| Handle::try_current().ok()) else {
                return answer(Err(Error::Usage(
                    "an async callback was neither made nor called within a tokio runtime; make it within one"
                        .to_owned(),
                )));
            };
            let promised = Promised(Some(answer));
            let future = async move { promised.keep(caught(future).await) };
            match Scoped::here(future) {
                Ok(scoped) => runtime.spawn(scoped),
                Err(future) => runtime.spawn(future),
            };
        })
    }
}

/// A panic in a task would be tokio's, and Python would wait for ever.
async fn caught(mut future: Answering) -> Result<Value> {
    std::future::poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| Poll::Ready(Err(Error::panicked(&*panic))))
    })
    .await
}

/// An answer that is given even if the runtime ends and drops the task.
struct Promised(Option<Answer>);

impl Promised {
    fn keep(mut self, result: Result<Value>) {
        if let Some(answer) = self.0.take() {
            answer(result);
        }
    }
}

impl Drop for Promised {
    fn drop(&mut self) {
        if let Some(answer) = self.0.take() {
            answer(Err(Error::Cancelled));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Panicked;
    use std::sync::mpsc;
    use tokio::runtime::Builder;

    fn ask(callback: &Callback, argument: i64) -> mpsc::Receiver<Result<Value>> {
        let (sender, answers) = mpsc::channel();
        let arguments = Arguments::new(vec![Value::Int(argument)], vec![]);
        callback.answer(arguments, Box::new(move |answer| sender.send(answer).unwrap()));
        answers
    }

    fn inverse() -> Callback {
        Callback::future(async |x: i64| -> Result<i64> { Ok(100 / x) })
    }

    #[test]
    fn answers_errors_and_panics_all_come() {
        let runtime = Builder::new_current_thread().build().unwrap();
        let callback = runtime.block_on(async { inverse() });
        assert!(callback.is_concurrent());
        let (answer, panic) = (ask(&callback, 50), ask(&callback, 0));
        runtime.block_on(async {
            while runtime.metrics().num_alive_tasks() > 0 {
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(answer.recv().unwrap().unwrap(), Value::Int(2));
        let panic = panic.recv().unwrap().unwrap_err();
        assert!(
            panic.host_error::<Panicked>().is_some_and(|panic| panic.message.contains("divide")),
            "{panic}"
        );
    }

    #[test]
    fn a_runtime_that_ends_answers_what_it_leaves() {
        let runtime = Builder::new_current_thread().build().unwrap();
        let callback = runtime.block_on(async { inverse() });
        let answer = ask(&callback, 1);
        drop(runtime);
        assert!(matches!(answer.recv().unwrap(), Err(Error::Cancelled)));
        assert!(matches!(ask(&inverse(), 1).recv().unwrap(), Err(Error::Usage(_))));
    }
}
