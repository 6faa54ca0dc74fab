//! A recorder of metrics that can be read.

use metrics::{Counter, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, SharedString, Unit};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    counters: HashMap<String, Arc<AtomicU64>>,
    /// The bits of a float.
    gauges: HashMap<String, Arc<AtomicU64>>,
    histograms: HashMap<String, Arc<Samples>>,
    described: HashMap<String, Option<Unit>>,
}

/// How many there were; none may be negative.
#[derive(Default)]
struct Samples(AtomicU64);

impl HistogramFn for Samples {
    fn record(&self, value: f64) {
        assert!(value >= 0.0 && value.is_finite(), "{value}");
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

impl Recorder {
    /// What a counter or a gauge has come to, or how many samples a histogram has.
    pub(crate) fn value(&self, name: &str) -> f64 {
        let known = self.0.lock().expect("nobody panics");
        let of = |map: &HashMap<String, Arc<AtomicU64>>| map.get(name).map(|it| it.load(Ordering::Acquire));
        let samples = known.histograms.get(name).map(|samples| samples.0.load(Ordering::Acquire));
        let whole = of(&known.counters).or(samples).map(|count| count as f64);
        whole.or_else(|| of(&known.gauges).map(f64::from_bits)).unwrap_or(0.0)
    }

    pub(crate) fn described(&self, name: &str, unit: Unit) -> bool {
        self.0.lock().expect("nobody panics").described.get(name) == Some(&Some(unit))
    }

    fn describe(&self, name: &KeyName, unit: Option<Unit>) {
        let before = self.0.lock().expect("nobody panics").described.insert(name.as_str().to_owned(), unit);
        assert_eq!(before, None, "{} is described once", name.as_str());
    }
}

/// `name`, or `name{label=value}`
fn shown(key: &Key) -> String {
    let labels: Vec<String> =
        key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
    if labels.is_empty() { key.name().to_owned() } else { format!("{}{{{}}}", key.name(), labels.join(",")) }
}

impl metrics::Recorder for Recorder {
    fn describe_counter(&self, key: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&key, unit);
    }

    fn describe_gauge(&self, key: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&key, unit);
    }

    fn describe_histogram(&self, key: KeyName, unit: Option<Unit>, _: SharedString) {
        self.describe(&key, unit);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let mut known = self.0.lock().expect("nobody panics");
        Counter::from_arc(Arc::clone(known.counters.entry(shown(key)).or_default()))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        let mut known = self.0.lock().expect("nobody panics");
        Gauge::from_arc(Arc::clone(known.gauges.entry(shown(key)).or_default()))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        let mut known = self.0.lock().expect("nobody panics");
        Histogram::from_arc(Arc::clone(known.histograms.entry(shown(key)).or_default()))
    }
}
