//! What happens on its own, as messages to the host: a subscriber of `tracing` for the events of `docs/observing.md`.

use crate::message::{News, ToHost};
use crate::server::{Level as Wish, Output, Wanted};
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::Arc;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

const RECORDS: &str = "snakebridge::python";
const WARNINGS: &str = "snakebridge::python::warnings";
const WORKERS: &str = "snakebridge";

/// Sends from now on what the host wants to know, if anything.
pub(crate) fn tell(wanted: &Wanted, output: &Arc<Output>) {
    let records = match wanted.logs {
        None => LevelFilter::OFF,
        Some(Wish::Error) => LevelFilter::ERROR,
        Some(Wish::Warning) => LevelFilter::WARN,
        Some(Wish::Info) => LevelFilter::INFO,
        Some(Wish::Debug) => LevelFilter::DEBUG,
        Some(Wish::Trace) => LevelFilter::TRACE,
    };
    let workers = if wanted.workers { LevelFilter::DEBUG } else { LevelFilter::OFF };
    if records == LevelFilter::OFF && workers == LevelFilter::OFF {
        return;
    }
    let teller = Teller { output: Arc::clone(output), records, workers };
    // A program that listens itself hears it instead.
    let _listens_already = tracing::subscriber::set_global_default(teller);
}

struct Teller {
    output: Arc<Output>,
    records: LevelFilter,
    workers: LevelFilter,
}

impl Subscriber for Teller {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let wanted = match metadata.target() {
            RECORDS | WARNINGS => self.records,
            WORKERS => self.workers,
            _ => LevelFilter::OFF,
        };
        metadata.is_event() && metadata.level() <= &wanted
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.records.max(self.workers))
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut fields = Fields::default();
        event.record(&mut fields);
        let news = match (metadata.target(), *metadata.level()) {
            (WARNINGS, _) => News::Warning {
                category: fields.take("category"),
                message: fields.take("message"),
                file: fields.take("file"),
                line: fields.line,
            },
            (RECORDS, level) => News::Log {
                level,
                logger: fields.take("logger"),
                message: fields.take("message"),
                function: fields.take("function"),
                file: fields.take("file"),
                line: fields.line,
            },
            (_, Level::WARN) => News::Replaced { reason: fields.take("reason") },
            _ => News::Recycled,
        };
        self.output.send_without_waiting(&ToHost::News(&news), true);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Fields {
    texts: HashMap<&'static str, String>,
    line: u64,
}

impl Fields {
    fn take(&mut self, name: &str) -> String {
        self.texts.remove(name).unwrap_or_default()
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.texts.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.texts.insert(field.name(), value.to_owned());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        if field.name() == "line" {
            self.line = u64::try_from(value).unwrap_or(0);
        }
    }
}
