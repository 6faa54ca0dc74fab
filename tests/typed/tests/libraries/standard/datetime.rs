use crate::check::checks;
use snakebridge::{Date, DateTime, Delta};
use typed::py::datetime::{date, datetime, timedelta, timezone};

checks! {
    "from datetime import date, datetime, timedelta, timezone";
    "datetime.date", "datetime.date.isoformat": "date(2024, 2, 29).isoformat()"
        => date::new(2024, 2, 29).call()?.isoformat().call();
    "datetime.date.fromisoformat": "date.fromisoformat('2024-02-29')" => date::fromisoformat("2024-02-29").get::<Date>();
    "datetime.date.isocalendar": "date(2024, 12, 30).isocalendar().week"
        => date::new(2024, 12, 30).call()?.isocalendar().attr("week").call();
    "datetime.datetime.strptime": "datetime.strptime('5/3/2021 7:30', '%d/%m/%Y %H:%M')"
        => datetime::strptime("5/3/2021 7:30", "%d/%m/%Y %H:%M").get::<DateTime>();
    "datetime.datetime", "datetime.datetime.replace": "datetime(2020, 1, 2, hour=3).replace(year=1999)"
        => datetime::new(2020, 1, 2).hour(3).call()?.replace().year(1999).get::<DateTime>();
    "datetime.timedelta", "datetime.timedelta.total_seconds": "timedelta(days=1, minutes=5).total_seconds()"
        => timedelta::new().days(1).minutes(5).call()?.total_seconds().call();
    "datetime.timedelta.__mul__": "timedelta(hours=5) * 3"
        => (timedelta::new().hours(5).call()? * 3).get::<Delta>();
    "datetime.timezone", "datetime.timezone.tzname": "timezone(timedelta(hours=2)).tzname(None)"
        => timezone::new(timedelta::new().hours(2)).call()?.tzname(None::<DateTime>).call();
}
