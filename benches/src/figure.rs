//! [`Figure`]: a time beside its baseline, and what it may be.

use std::time::Duration;

/// How far a figure may miss its budget before [`Figure::is_far_off`]: machines are noisy, and CI's most of all.
pub const MARGIN: f64 = 1.5;

/// What an echo of 32 bytes took on the machine for which the budgets that are times were set.
const ECHO: Duration = Duration::from_nanos(10_500);

/// What one thing takes, beside its baseline in the same run.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What is measured.
    pub what: String,
    /// What one takes.
    pub subject: Duration,
    /// What it is measured beside.
    pub beside: &'static str,
    /// What one of those takes.
    pub baseline: Duration,
    /// What it may take.
    pub budget: Option<Budget>,
    /// The exercise of the gRPC peer that does the same.
    pub usual: Option<&'static str>,
}

/// What a figure may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Budget {
    /// So many times the baseline.
    Ratio(f64),
    /// So long.
    Time(Duration),
}

impl Figure {
    /// How many times the baseline it takes.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.subject.as_secs_f64() / self.baseline.as_secs_f64()
    }

    /// Whether it is within its budget, if it has one.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        Some(match self.budget? {
            Budget::Ratio(most) => self.ratio() <= most,
            Budget::Time(most) => self.subject <= most,
        })
    }

    /// Whether it misses its budget by more than a noisy machine explains. `echo` is what an echo of 32 bytes takes in
    /// the same run, if it was measured: a budget that is a time grows with it, so that a slow machine is no miss.
    #[must_use]
    pub fn is_far_off(&self, echo: Option<Duration>) -> bool {
        match self.budget {
            None => false,
            Some(Budget::Ratio(most)) => self.ratio() > most * MARGIN,
            Some(Budget::Time(most)) => {
                let slower = echo.map_or(1.0, |echo| echo.as_secs_f64() / ECHO.as_secs_f64()).max(1.0);
                self.subject > most.mul_f64(MARGIN * slower)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(subject: u64, baseline: u64, budget: Option<Budget>) -> Figure {
        let (subject, baseline) = (Duration::from_micros(subject), Duration::from_micros(baseline));
        Figure { what: "a call".to_owned(), subject, beside: "another", baseline, budget, usual: None }
    }

    #[test]
    fn a_ratio_is_met_up_to_its_budget_and_far_off_beyond_the_margin() {
        let far_off = |subject| figure(subject, 10, Some(Budget::Ratio(2.0))).is_far_off(None);
        let met = |subject| figure(subject, 10, Some(Budget::Ratio(2.0))).is_met();
        assert_eq!([20, 21].map(met), [Some(true), Some(false)]);
        assert_eq!([20, 30, 31].map(far_off), [false, false, true]);
    }

    #[test]
    fn a_time_is_met_as_it_is_and_far_off_for_the_machine_it_was_taken_on() {
        let budget = Some(Budget::Time(Duration::from_micros(4)));
        assert_eq!([4, 5].map(|subject| figure(subject, 1, budget).is_met()), [Some(true), Some(false)]);
        let far_off = |subject, echo| figure(subject, 1, budget).is_far_off(Some(echo));
        assert_eq!([6, 7].map(|subject| far_off(subject, ECHO)), [false, true]);
        assert_eq!([12, 13].map(|subject| far_off(subject, ECHO * 2)), [false, true]);
        assert!(far_off(7, ECHO / 2), "a faster machine has no less of a margin, and no more");
    }

    #[test]
    fn what_has_no_budget_is_neither_met_nor_missed() {
        assert_eq!(figure(1_000, 1, None).is_met(), None);
        assert!(!figure(1_000, 1, None).is_far_off(None));
    }
}
