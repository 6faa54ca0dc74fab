//! Calls in this process, beside the same call written by hand against the C API with a callable that is kept, attaching included.

use crate::{Stage, py};
use snakebridge::{Bridge, Call, Engine, Session};
use snakebridge_bench::capi::Capi;
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 21;
const CALLS: u32 = 20_000;
const BESIDE: &str = "the same by hand in C";

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let (session, library) = embedded(stage)?;
    let here = calls(&session, &library, "the main thread")?;
    let there = std::thread::scope(|scope| {
        let measured = scope.spawn(|| calls(&session, &library, "another thread"));
        measured.join().map_err(|_| "the measuring thread panicked")?
    })?;
    Ok(here.into_iter().chain(there).collect())
}

/// A session in this process, and the libpython that it runs.
pub(crate) fn embedded(stage: &Stage) -> Outcome<(Session, String)> {
    let bridge = Bridge::builder().engine(Engine::Embed).python(&stage.python).build()?;
    let session = bridge.session();
    let library = session.facts()?.into_iter().find(|(name, _)| *name == "library");
    let library = library.map(|(_, path)| path).ok_or("the engine does not say where its library is")?;
    Ok((session, library))
}

/// Keeps the compiler from leaving it out.
pub(crate) fn used<T>(result: T) -> Outcome<()> {
    black_box(result);
    Ok(())
}

fn calls(session: &Session, library: &str, whence: &str) -> Outcome<Vec<Figure>> {
    let _entered = session.enter();
    // The engine knows this thread before the calls by hand do, as in a program that has no such.
    Call::to("math.sqrt").arg(1.0).run()?;
    let sqrt = Capi::new(library, "math", "sqrt", "x")?;
    let gcd = Capi::new(library, "math", "gcd", "x")?;
    let is_close = Capi::new(library, "math", "isclose", "rel_tol")?;
    let thread = sqrt.thread(library)?;
    let mut figures = Vec::new();
    let mut measure = |what: &str,
                       call: &dyn Fn() -> Outcome<()>,
                       by_hand: &dyn Fn() -> Outcome<()>,
                       most: f64|
     -> Outcome<()> {
        let [subject, baseline] = in_turns(ROUNDS, [&mut each(CALLS, call), &mut each(CALLS, by_hand)])?;
        let (what, budget) = (format!("in process, {what}, on {whence}"), Some(Budget::Ratio(most)));
        figures.push(Figure { what, subject, beside: BESIDE, baseline, budget, usual: None });
        Ok(())
    };
    let one = black_box(16.0);
    measure(
        "generated call of `math.sqrt`",
        &|| used(py::math::sqrt(one).get::<f64>()?),
        &|| used(sqrt.float(&thread, one)),
        1.3,
    )?;
    measure(
        "two ints in, one out",
        &|| used(Call::to("math.gcd").args((black_box(48_i64), black_box(18_i64))).get::<i64>()?),
        &|| used(gcd.ints(&thread, black_box(48), black_box(18))),
        1.5,
    )?;
    measure(
        "a keyword argument",
        &|| {
            let call = Call::to("math.isclose").args((one, one)).kwarg("rel_tol", 0.5);
            used(call.get::<bool>()?)
        },
        &|| used(is_close.keyword(&thread, one, one, 0.5)),
        1.5,
    )?;
    measure(
        "dynamic call of `math.sqrt`",
        &|| used(snakebridge::py!(math.sqrt(one)).map(|root: f64| root)?),
        &|| used(sqrt.float(&thread, one)),
        2.5,
    )?;
    let mut attached_by_hand = || {
        let began = Instant::now();
        black_box(sqrt.floats(&thread, one, CALLS));
        Ok(began.elapsed() / CALLS)
    };
    let mut attached = || {
        let began = Instant::now();
        let calls = || (0..CALLS).try_for_each(|_| used(py::math::sqrt(black_box(one)).get::<f64>()?));
        session.attach(calls)??;
        Ok(began.elapsed() / CALLS)
    };
    let [subject, baseline] = in_turns(ROUNDS, [&mut attached, &mut attached_by_hand])?;
    let what = format!("in process, generated call within `Session::attach`, on {whence}");
    let beside = "the same by hand in C";
    figures.push(Figure { what, subject, beside, baseline, budget: None, usual: None });
    let mut by_hand = each(CALLS, || used(sqrt.float(&thread, one)));
    let [subject, baseline] = in_turns(ROUNDS, [&mut by_hand, &mut attached_by_hand])?;
    let what = format!("by hand in C, attaching included, on {whence}");
    let beside = "the same without attaching";
    figures.push(Figure { what, subject, beside, baseline, budget: None, usual: None });
    Ok(figures)
}
