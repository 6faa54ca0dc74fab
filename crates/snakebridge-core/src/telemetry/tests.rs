use super::*;
use std::cell::Cell;
use std::fmt::{self, Formatter};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Counts how often it is written.
#[derive(Default)]
struct Counting(Cell<usize>);

impl Display for Counting {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.set(self.0.get() + 1);
        f.write_str("counting")
    }
}

/// Writes the fields of spans at the levels it wants.
struct Listener(tracing::level_filters::LevelFilter);

struct Written(String);

impl Visit for Written {
    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        self.0 += &format!("{value:?}");
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.0
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut written = Written(String::new());
        span.record(&mut written);
        assert_eq!(written.0, "counting");
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn an_expression_is_written_out_only_for_somebody_who_listens() {
    use tracing::level_filters::LevelFilter;
    let expr = Counting::default();
    let observed = || observe(&expr, || Ok(())).unwrap();
    observed();
    assert_eq!(expr.0.get(), 0);
    tracing::subscriber::with_default(Listener(LevelFilter::INFO), observed);
    assert_eq!(expr.0.get(), 0);
    tracing::subscriber::with_default(Listener(LevelFilter::DEBUG), observed);
    assert_eq!(expr.0.get(), 1);
}
