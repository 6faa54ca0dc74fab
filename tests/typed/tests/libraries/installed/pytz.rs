use crate::check::{checks, raised};
use typed::py::pytz::{self, UnknownTimeZoneError};

checks! {
    "import pytz, datetime";
    "pytz.timezone": "pytz.timezone('Europe/Paris').zone" => pytz::timezone("Europe/Paris").attr("zone").call();
    "pytz.FixedOffset": "repr(pytz.FixedOffset(90))" => pytz::FixedOffset(90).object()?.repr();
    "pytz.utc": "str(pytz.utc)" => Ok(pytz::utc().object()?.to_string());
    "pytz.country_timezones": "pytz.country_timezones('nz')" => pytz::country_timezones("nz").call();
    "pytz.all_timezones": "len(pytz.all_timezones)" => pytz::all_timezones().object()?.len().call();
    "pytz.UnknownTimeZoneError": "raised(pytz.timezone, 'Mars/North')"
        => raised::<UnknownTimeZoneError>(pytz::timezone("Mars/North").run());
}
