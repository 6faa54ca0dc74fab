use crate::check::{checks, raised};
use typed::py::babel::{Locale, UnknownLocaleError, dates, lists, numbers, plural::PluralRule};

checks! {
    "from babel import Locale, dates, lists, numbers; from babel.plural import PluralRule; from datetime import date";
    "babel.Locale", "babel.Locale.display_name": "Locale('pt', territory='BR').display_name"
        => Locale::new("pt").territory("BR").call()?.display_name().call();
    "babel.Locale.parse", "babel.Locale.get_display_name": "Locale.parse('zh-Hant', sep='-').get_display_name('en')"
        => Locale::parse("zh-Hant").sep("-").call()?.get_display_name().locale("en").call();
    "babel.numbers.format_currency": "numbers.format_currency(1234.5, 'EUR', locale='de_DE')"
        => numbers::format_currency(1234.5, "EUR").locale("de_DE").call();
    "babel.numbers.parse_decimal": "numbers.parse_decimal('1.234,5', locale='de')"
        => numbers::parse_decimal("1.234,5").locale("de").call();
    "babel.dates.format_date": "dates.format_date(date(2024, 2, 29), format='full', locale='fr')"
        => dates::format_date().date(snakebridge::Call::to("datetime.date").args((2024, 2, 29))).format("full").locale("fr").call();
    "babel.lists.format_list": "lists.format_list(['a', 'b', 'c'], style='or', locale='en')"
        => lists::format_list(["a", "b", "c"]).style("or").locale("en").call();
    "babel.plural.PluralRule", "babel.plural.PluralRule.__call__": "PluralRule({'one': 'n is 1'})(1)"
        => PluralRule::new(std::collections::BTreeMap::from([("one", "n is 1")])).call()?.invoke(1).call();
    "babel.UnknownLocaleError": "raised(Locale.parse, 'xx_YY')"
        => raised::<UnknownLocaleError>(Locale::parse("xx_YY").run());
}
