use crate::check::{checks, raised};
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::csv::{self, DictReader, Error, Sniffer};

checks! {
    "import csv";
    "csv.reader": "list(csv.reader(['a;b', '1;\"2;3\"'], delimiter=';'))"
        => csv::reader(["a;b", "1;\"2;3\""]).kwarg("delimiter", ";").object()?
            .iter::<Vec<String>>().collect::<Result<Vec<_>>>();
    "csv.DictReader", "csv.DictReader.fieldnames": "csv.DictReader(['a,b', '1,2']).fieldnames"
        => DictReader::new(["a,b", "1,2"]).call()?.fieldnames().get::<Vec<String>>();
    "csv.DictReader.__iter__": "list(csv.DictReader(['1,2', '3,4'], fieldnames=['x', 'y']))" => {
        let rows = DictReader::new(["1,2", "3,4"]).fieldnames(["x", "y"]).call()?;
        rows.iter::<BTreeMap<String, String>>().collect::<Result<Vec<_>>>()
    };
    "csv.Sniffer", "csv.Sniffer.has_header": "csv.Sniffer().has_header('name,size\\na,1\\nb,2\\n')"
        => Sniffer::new().call()?.has_header("name,size\na,1\nb,2\n").call();
    "csv.QUOTE_ALL": "csv.QUOTE_ALL" => csv::QUOTE_ALL().call();
    "csv.list_dialects": "csv.list_dialects()" => csv::list_dialects().call();
    "csv.Error", "csv.get_dialect": "raised(csv.get_dialect, 'none')" => raised::<Error>(csv::get_dialect("none").run());
}
