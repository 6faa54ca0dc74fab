//! Calls in this process, beside the same calls as others make them: by hand with PyO3, and by the wrappers of pyo3_bindgen.

use crate::embed::{embedded, used};
use crate::{Stage, py};
use snakebridge::Call;
use snakebridge_bench::peer::Peer;
use snakebridge_bench::{Figure, Outcome, each, in_turns};
use std::hint::black_box;
use std::path::Path;

const ROUNDS: usize = 11;
const CALLS: u32 = 20_000;

/// The programs, what each does, and what it is called.
const WAYS: [(&str, &str, &str); 3] = [
    ("pyo3-by-hand", "naive", "PyO3, importing and looking up"),
    ("pyo3-by-hand", "kept", "PyO3, the callable kept"),
    ("pyo3-bindgen-generated", "generated", "pyo3_bindgen"),
];

/// What all of them do.
const OF_ALL: [&str; 3] = ["sqrt", "gcd", "isclose"];

/// One call of ours.
type OneCall<'a> = &'a dyn Fn() -> Outcome<()>;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let (session, library) = embedded(stage)?;
    let _entered = session.enter();
    let libraries = Path::new(&library).parent().ok_or("the library is in no folder")?;
    let one = black_box(16.0);
    let gcd = || Call::to("math.gcd").args((black_box(48_i64), black_box(18_i64))).get::<i64>();
    let is_close = || Call::to("math.isclose").args((one, one)).kwarg("rel_tol", 0.5).get::<bool>();
    let list = Call::to("builtins.list").arg((1, 2, 3)).object()?;
    let divmod = || Call::to("builtins.divmod").args((black_box(48_i64), black_box(18_i64)));
    let exercises: [(_, _, OneCall<'_>); 6] = [
        ("sqrt", "generated call of `math.sqrt`", &|| used(py::math::sqrt(one).get::<f64>()?)),
        ("gcd", "two ints in, one out", &|| used(gcd()?)),
        ("isclose", "a keyword argument", &|| used(is_close()?)),
        ("divmod", "a tuple of two ints out", &|| used(divmod().get::<(i64, i64)>()?)),
        ("len", "a list of ten floats in", &|| {
            used(Call::to("builtins.len").arg(vec![0.5; 10]).get::<usize>()?)
        }),
        ("copy", "a method of an object, an object out", &|| used(list.method("copy").object()?)),
    ];
    let mut figures = Vec::new();
    for (exercise, what, call) in exercises {
        for (program, way, beside) in WAYS {
            if program == "pyo3-bindgen-generated" && !OF_ALL.contains(&exercise) {
                continue;
            }
            let Some(program) = stage.peers.iter().find(|peer| peer.ends_with(program)) else { continue };
            let mut peer = Peer::start_linked(program, libraries)?;
            let mut theirs = || peer.time(&format!("{way} {exercise}"), CALLS);
            let [subject, baseline] = in_turns(ROUNDS, [&mut each(CALLS, call), &mut theirs])?;
            let what = format!("in process, {what}");
            figures.push(Figure { what, subject, beside, baseline, budget: None, usual: None });
        }
    }
    Ok(figures)
}
