use crate::check::{checks, raised};
use snakebridge::{Date, DateTime, Result};
use typed::py::dateutil::easter::easter;
use typed::py::dateutil::parser::{self, ParserError};
use typed::py::dateutil::relativedelta::relativedelta;
use typed::py::dateutil::rrule::{DAILY, rrule};

checks! {
    "from dateutil import parser; from dateutil.easter import easter; from dateutil.relativedelta import relativedelta; \
     from dateutil.rrule import rrule, DAILY; from datetime import datetime";
    "dateutil.parser.parse": "parser.parse('3 May 2021 7:30', dayfirst=True)"
        => parser::parse("3 May 2021 7:30").kwarg("dayfirst", true).get::<DateTime>();
    "dateutil.parser.isoparse": "parser.isoparse('2021-W05-3')" => parser::isoparse("2021-W05-3").get::<DateTime>();
    "dateutil.easter.easter": "easter(2024, method=1)" => easter(2024).method_(1).get::<Date>();
    "dateutil.relativedelta.relativedelta", "dateutil.relativedelta.relativedelta.__add__":
        "relativedelta(months=1) + datetime(2023, 1, 31)"
        => (relativedelta::new().months(1).call()? + parser::isoparse("2023-01-31")).get::<DateTime>();
    "dateutil.relativedelta.relativedelta.normalized", "dateutil.relativedelta.relativedelta.hours":
        "relativedelta(days=1.5).normalized().hours"
        => relativedelta::new().days(1.5).call()?.normalized().object().map(relativedelta::from)?.hours().get::<i64>();
    "dateutil.rrule.rrule", "dateutil.rrule.DAILY", "dateutil.rrule.rrule.__iter__":
        "list(rrule(DAILY, dtstart=datetime(2024, 2, 28), count=3))" => {
        let days = rrule::new(DAILY()).dtstart(parser::isoparse("2024-02-28")).count(3).call()?;
        days.iter::<DateTime>().collect::<Result<Vec<_>>>()
    };
    "dateutil.parser.ParserError": "raised(parser.parse, 'no date')"
        => raised::<ParserError>(parser::parse("no date").run());
}
