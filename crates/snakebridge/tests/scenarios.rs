//! The scenario table on the worker engine.

use snakebridge::{Bridge, Engine};
use snakebridge_testkit::{Python, Scenario, all, of_processes, oldest_middle_newest, toys, with_numpy};
use std::fmt::Write;

/// Runs the rows in one session, one after the other, as a program would; tells all failures at once.
fn run(python: &Python, scenarios: &[Scenario]) -> Result<(), String> {
    let bridge = Bridge::builder().engine(Engine::Worker).python(&python.path).search_path(toys()).build();
    let session = bridge.map_err(|error| error.to_string())?.session();
    let _entered = session.enter();
    let mut failures = String::new();
    for scenario in scenarios {
        if let Err(error) = (scenario.run)(&session) {
            writeln!(failures, "  {} on Python {}: {error}", scenario.name, python.version)
                .expect("a string takes it");
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

#[test]
fn every_python_passes_the_table() {
    let table: Vec<Scenario> =
        all().into_iter().filter(|scenario| !scenario.numpy).chain(of_processes()).collect();
    assert!(table.len() > 40, "only {} scenarios", table.len());
    let failures: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = oldest_middle_newest()
            .into_iter()
            .map(|python| {
                scope.spawn({
                    let table = &table;
                    move || run(&python, table)
                })
            })
            .collect();
        runs.into_iter().filter_map(|run| run.join().expect("no scenario panics").err()).collect()
    });
    assert!(failures.is_empty(), "\n{}", failures.concat());
}

#[test]
fn numpy_passes_the_table() {
    let table: Vec<Scenario> = all().into_iter().filter(|scenario| scenario.numpy).collect();
    assert!(!table.is_empty());
    run(&with_numpy(), &table).unwrap_or_else(|failures| panic!("\n{failures}"));
}
