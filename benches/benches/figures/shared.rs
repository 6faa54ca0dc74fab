//! Arrays in this process, where they need not be copied: 100 MB take as long as 1 KB. What is copied is beside a copy of as many bytes.

use crate::Stage;
use snakebridge::{Array, Bridge, Call, Engine, Object, Session};
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;
const CALLS: u32 = 50;
const SMALL: usize = 1_000;
const LARGE: usize = 100_000_000;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let bridge = Bridge::builder().engine(Engine::Embed).python(&stage.python).build()?;
    let session = bridge.session();
    let _entered = session.enter();
    // numpy is imported.
    Call::to("numpy.zeros").arg(1).run()?;
    let mut figures = Vec::new();
    let mut same = |what: &str,
                    budget: Budget,
                    mut of: Box<dyn FnMut(usize) -> Outcome<Duration> + '_>|
     -> Outcome<()> {
        let of = std::cell::RefCell::new(&mut of);
        let [large, small] =
            in_turns(ROUNDS, [&mut || of.borrow_mut()(LARGE), &mut || of.borrow_mut()(SMALL)])?;
        figures.push(Figure {
            what: format!("in process, 100 MB of `float64` {what}"),
            subject: large,
            beside: "the same with 1 KB",
            baseline: small,
            budget: Some(budget),
            usual: None,
        });
        Ok(())
    };
    // Small ones take a quicker way still: they are copied.
    let at_once = Budget::Time(Duration::from_micros(10));
    let the_same = Budget::Ratio(1.5);
    same("to Python, given (`Session::give`)", the_same, Box::new(|bytes| given(&session, bytes)))?;
    let zeros = [LARGE, SMALL].map(|bytes| session.zeros::<f64>([bytes / 8]).map(Array::from));
    let [large, small] = [&zeros[0], &zeros[1]].map(|zeros| zeros.as_ref().map_err(ToString::to_string));
    let (large, small) = (large?, small?);
    let filled = |bytes| if bytes == LARGE { large } else { small };
    same(
        "to Python, filled in place (`Session::zeros`)",
        at_once,
        Box::new(|bytes| {
            each(CALLS, || {
                Call::to("builtins.id").arg(filled(bytes)).run()?;
                Ok(())
            })()
        }),
    )?;
    same("from Python, a new array", at_once, Box::new(fresh))?;
    let full = |bytes: usize| Call::to("numpy.full").arg(bytes / 8).arg(1.5).object();
    let (large, small): (Object, Object) = (full(LARGE)?, full(SMALL)?);
    let viewed = |bytes: usize| {
        black_box(if bytes == LARGE { &large } else { &small }.view::<f64>()?);
        Ok(())
    };
    same(
        "from Python, a view of an array (`Object::view`)",
        the_same,
        Box::new(|bytes| each(CALLS, || viewed(bytes))()),
    )?;
    figures.extend(copies(&large)?);
    Ok(figures)
}

/// What is given is made before the time begins, and freed after it has ended.
fn given(session: &Session, bytes: usize) -> Outcome<Duration> {
    let items: Vec<Vec<f64>> = (0..CALLS).map(|_| vec![0.0; bytes / 8]).collect();
    let mut objects = Vec::with_capacity(items.len());
    let began = Instant::now();
    for items in items {
        objects.push(session.give(items)?);
    }
    let taken = began.elapsed() / CALLS;
    drop(objects);
    Call::to("builtins.id").arg(1).run()?; // they are freed
    Ok(taken)
}

/// The call takes a new array out of a list, which nobody else knows then.
fn fresh(bytes: usize) -> Outcome<Duration> {
    let empty = Call::path("numpy.empty");
    let sizes = vec![bytes / 8; CALLS as usize];
    let list = Call::to("builtins.list").arg(Call::to("builtins.map").arg(empty).arg(sizes)).object()?;
    let pop = list.method("pop");
    let mut arrays = Vec::with_capacity(CALLS as usize);
    let began = Instant::now();
    for _ in 0..CALLS {
        arrays.push(pop.get::<Array>()?);
    }
    Ok(began.elapsed() / CALLS)
}

/// Values that somebody else knows are copied, once.
fn copies(theirs: &Object) -> Outcome<[Figure; 2]> {
    let ours =
        Array::from_vec(vec![LARGE / 8], vec![1.5; LARGE / 8]).ok_or("as many items as the shape has")?;
    let (source, mut target) = (vec![7_u8; LARGE], vec![1_u8; LARGE]);
    let mut copy = each(1, || {
        black_box(&mut target).copy_from_slice(black_box(&source));
        Ok(())
    });
    let mut send = each(1, || {
        Call::to("builtins.id").arg(&ours).run()?;
        Ok(())
    });
    let mut receive = each(1, || {
        black_box(theirs.get::<Array>()?);
        Ok(())
    });
    let [to, copied, from] = in_turns(15, [&mut send, &mut copy, &mut receive])?;
    let figure = |way: &str, subject| Figure {
        what: format!("in process, 100 MB of `float64` {way}"),
        subject,
        beside: "copy in memory",
        baseline: copied,
        budget: None,
        usual: None,
    };
    Ok([figure("to Python, an array that is kept", to), figure("from Python, an array that is kept", from)])
}
