//! The build script of a program with 300 symbols over 20 libraries: when nothing has changed, and with one new symbol.

use crate::Stage;
use snakebridge_bench::building::{LIBRARIES, Program, SYMBOLS};
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 11;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut program = Program::write(&stage.python, env!("SNAKEBRIDGE_BENCH_BUILD_SCRIPT"), ROUNDS + 1)?;
    program.build()?;
    let import = ["-c", &format!("import {}", program.growing)];
    let mut python = each(1, || {
        let status = Command::new(&stage.python).args(import).status()?;
        if status.success() { Ok(()) } else { Err("the library cannot be imported".into()) }
    });

    program.forget_starts()?;
    let mut same = || timed(|| program.build());
    let [unchanged, imported] = in_turns(ROUNDS, [&mut same, &mut python])?;
    let idle = program.starts()?.len();

    program.forget_starts()?;
    let mut grow = || {
        program.use_another()?;
        timed(|| program.build())
    };
    let [grown, imported_again] = in_turns(ROUNDS, [&mut grow, &mut python])?;
    let starts = program.starts()?;
    let probes = starts.iter().filter(|start| start.contains("--request")).count();
    let (probes, of_all) = (probes as f64 / (ROUNDS + 1) as f64, starts.len() as f64 / (ROUNDS + 1) as f64);

    let beside = "`python -c` that imports the library";
    let figure =
        |what, subject, baseline, budget| Figure { what, subject, beside, baseline, budget, usual: None };
    let all = format!("build script, {SYMBOLS} symbols of {LIBRARIES} libraries");
    let limit = Some(Budget::Time(Duration::from_millis(50)));
    Ok(vec![
        figure(format!("{all}, nothing changed (Pythons started: {idle})"), unchanged, imported, limit),
        figure(
            format!("{all}, one new (probes: {probes}, Pythons started: {of_all})"),
            grown,
            imported_again,
            None,
        ),
    ])
}

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}
