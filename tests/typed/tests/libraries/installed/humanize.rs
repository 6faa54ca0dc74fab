use crate::check::checks;
use std::time::Duration;
use typed::py::humanize;

checks! {
    "import humanize; from datetime import timedelta";
    "humanize.intcomma": "humanize.intcomma(1234567.891, ndigits=1)" => humanize::intcomma(1234567.891).ndigits(1).call();
    "humanize.naturalsize": "humanize.naturalsize(3000000, binary=True)"
        => humanize::naturalsize(3000000).binary(true).call();
    "humanize.naturaldelta": "humanize.naturaldelta(timedelta(hours=30))"
        => humanize::naturaldelta(Duration::from_secs(30 * 3600)).call();
    "humanize.ordinal": "humanize.ordinal(112)" => humanize::ordinal(112).call();
    "humanize.metric": "humanize.metric(1500, 'V', precision=4)" => humanize::metric(1500.0).unit("V").precision(4).call();
    "humanize.natural_list": "humanize.natural_list(['a', 'b', 'c'])" => humanize::natural_list(["a", "b", "c"]).call();
}
