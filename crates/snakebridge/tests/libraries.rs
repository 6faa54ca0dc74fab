//! Libraries of numbers on the embedded engine, from eight threads at once: numpy, and one that pybind11 made. What each step comes to is what Python
//! itself comes to in a process of its own.

#![cfg(feature = "embed")]

use snakebridge::{Bridge, Call, Engine, FromPy, Object, Session};
use snakebridge_testkit::{toys, with_numpy_and_pybind11};

fn session(engine: Engine) -> Session {
    let bridge = Bridge::builder().engine(engine).python(with_numpy_and_pybind11().path).search_path(toys());
    bridge.build().expect("there is a Python").session()
}

fn random(session: &Session, seed: i64) -> snakebridge::Result<Object> {
    session.to("numpy.random.default_rng").arg(seed).object()
}

/// `function(argument)`, in the session of the argument.
fn of<T: FromPy>(function: &'static str, argument: &Object) -> snakebridge::Result<T> {
    Call::to(function).arg(argument).get()
}

fn linear_algebra(session: &Session, seed: i64) -> snakebridge::Result<Vec<f64>> {
    let matrix = random(session, seed)?.method("standard_normal").arg((60, 60)).object()?;
    let sums = matrix.method("sum").kwarg("axis", 1).object()?;
    let solution = Call::to("numpy.linalg.solve").arg(&matrix).arg(&sums).object()?;
    let triangle = Call::to("numpy.linalg.qr").arg(&matrix).attr("R").object()?;
    let absolute = |what: Call| Call::to("numpy.abs").arg(what).method("sum").get::<f64>();
    Ok(vec![
        of("numpy.linalg.det", &matrix)?,
        of("numpy.linalg.norm", &solution)?,
        absolute(Call::to("numpy.diagonal").arg(&triangle))?,
        absolute(Call::to("numpy.fft.fft2").arg(&matrix))?,
    ])
}

fn contours(session: &Session, seed: i64) -> snakebridge::Result<Vec<f64>> {
    let heights = random(session, seed)?.method("random").arg((40, 40)).object()?;
    let generator = session.to("contourpy.contour_generator").kwarg("z", &heights).object()?;
    let lines: Vec<Object> = generator.method("lines").arg(0.5).get()?;
    let mut sum = 0.0;
    for line in &lines {
        sum += line.method("sum").get::<f64>()?;
    }
    Ok(vec![lines.len() as f64, sum])
}

fn assert_close(found: &[f64], expected: &[f64], what: &str) {
    let close = |(found, expected): (&f64, &f64)| (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
    let all = found.len() == expected.len() && found.iter().zip(expected).all(close);
    assert!(all, "{what}: {found:?} instead of {expected:?}");
}

#[test]
fn libraries_of_numbers_work_from_eight_threads() {
    let (here, apart) = (session(Engine::Embed), session(Engine::Worker));
    // Nobody has imported anything: the first calls of all threads do.
    let work = |thread: i64| -> snakebridge::Result<()> {
        for seed in thread * 10..thread * 10 + 10 {
            let expected: Vec<f64> = apart.to("toy_libraries.linear_algebra").arg(seed).get()?;
            assert_close(&linear_algebra(&here, seed)?, &expected, "numpy");
            let expected: Vec<f64> = apart.to("toy_libraries.contours").arg(seed).get()?;
            assert_close(&contours(&here, seed)?, &expected, "contourpy");
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let work = &work;
                scope.spawn(move || work(thread))
            })
            .collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
    })
    .expect("all calls give something");
}
