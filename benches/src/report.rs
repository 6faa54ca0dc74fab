//! All figures as a table, for the terminal and for `docs/performance.md`.

use crate::{Budget, Figure, echo};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

/// The figures of one run.
#[derive(Debug, Clone)]
pub struct Report {
    /// All figures, in the order in which they are to be shown.
    pub figures: Vec<Figure>,
    /// What the exercises of the gRPC peer took, by their names.
    pub usual: BTreeMap<&'static str, Duration>,
    /// The day, in the way of ISO 8601.
    pub date: String,
    /// Versions of Python and of what was installed for the run.
    pub python: String,
    /// See [`crate::machine::facts`].
    pub machine: String,
}

const HEADER: [&str; 7] = ["what", "SnakeBridge", "measured beside it", "ratio", "budget", "", "gRPC + JSON"];

impl Report {
    /// The page `docs/performance.md`.
    #[must_use]
    pub fn page(&self) -> String {
        format!(
            include_str!("performance.md"),
            date = self.date,
            machine = self.machine,
            python = self.python,
            table = self,
        )
    }

    /// The figures that are far beyond their budgets, see [`Figure::is_far_off`].
    #[must_use]
    pub fn far_off(&self) -> Vec<&Figure> {
        let echo = self.figures.iter().find(|figure| figure.beside == echo::NAME);
        let echo = echo.map(|figure| figure.baseline);
        self.figures.iter().filter(|figure| figure.is_far_off(echo)).collect()
    }

    fn row(&self, figure: &Figure) -> [String; 7] {
        let verdict = match figure.is_met() {
            None => "",
            Some(true) => "met",
            Some(false) => "missed",
        };
        let budget = match figure.budget {
            None => String::new(),
            Some(Budget::Ratio(most)) => format!("{most:.1}"),
            Some(Budget::Time(most)) => time(most),
        };
        let usual = figure.usual.and_then(|exercise| self.usual.get(exercise));
        let usual = usual.map_or_else(String::new, |&usual| {
            let times = usual.as_secs_f64() / figure.subject.as_secs_f64();
            format!("{}, {times:.*} times as long", time(usual), usize::from(times < 10.0))
        });
        [
            figure.what.clone(),
            time(figure.subject),
            format!("{}: {}", figure.beside, time(figure.baseline)),
            format!("{:.2}", figure.ratio()),
            budget,
            verdict.to_owned(),
            usual,
        ]
    }
}

/// The table, as Markdown whose columns line up.
impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rows = vec![HEADER.map(str::to_owned)];
        rows.extend(self.figures.iter().map(|figure| self.row(figure)));
        let widths: [usize; 7] = std::array::from_fn(|column| {
            rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
        });
        for (number, row) in rows.iter().enumerate() {
            row.iter().zip(widths).try_for_each(|(cell, width)| write!(f, "| {cell:<width$} "))?;
            f.write_str("|\n")?;
            if number == 0 {
                widths.iter().try_for_each(|&width| write!(f, "|{:-<1$}", "", width + 2))?;
                f.write_str("|\n")?;
            }
        }
        Ok(())
    }
}

/// Three digits, and a unit that fits.
#[must_use]
pub fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let units = [(1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")];
    let (unit, name) = units.into_iter().find(|(unit, _)| seconds >= *unit).unwrap_or((1e-9, "ns"));
    let number = seconds / unit;
    let after_the_point = match number {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{number:.after_the_point$} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits() {
        let cases = [(0, "0.00 ns"), (950, "950 ns"), (2_412, "2.41 us"), (13_962, "14.0 us")];
        for (nanoseconds, expected) in cases.into_iter().chain([(1_850_000_000, "1.85 s")]) {
            assert_eq!(time(Duration::from_nanos(nanoseconds)), expected);
        }
    }

    #[test]
    fn a_row_says_what_was_measured_beside_what_and_whether_it_may() {
        let figure = Figure {
            what: "a call".to_owned(),
            subject: Duration::from_micros(14),
            beside: "an echo",
            baseline: Duration::from_micros(10),
            budget: Some(Budget::Ratio(1.3)),
            usual: Some("call"),
        };
        let report = Report {
            figures: vec![figure],
            usual: [("call", Duration::from_micros(700))].into(),
            date: "2026-11-23".to_owned(),
            python: "3.13.0".to_owned(),
            machine: "linux, 2 processors".to_owned(),
        };
        let table = report.to_string();
        let last = table.lines().last().unwrap();
        let cells: Vec<_> = last.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let expected =
            ["a call", "14.0 us", "an echo: 10.0 us", "1.40", "1.3", "missed", "700 us, 50 times as long"];
        assert_eq!(cells, expected);
        assert!(report.page().contains(&table));
        assert!(report.page().contains("2026-11-23"));
    }
}
