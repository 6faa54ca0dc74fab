use crate::check::{checks, raised};
use std::collections::BTreeMap;
use typed::py::tomlkit::exceptions::ParseError;
use typed::py::tomlkit::items::Integer;
use typed::py::tomlkit::{self, TOMLDocument};

checks! {
    "import tomlkit";
    "tomlkit.parse", "tomlkit.TOMLDocument.unwrap": "tomlkit.parse('a = 1 # one\\nb = 2').unwrap()"
        => tomlkit::parse("a = 1 # one\nb = 2").call()?.unwrap().get::<BTreeMap<String, i64>>();
    "tomlkit.document", "tomlkit.TOMLDocument", "tomlkit.TOMLDocument.add", "tomlkit.comment", "tomlkit.TOMLDocument.as_string":
        "(lambda doc: (doc.add(tomlkit.comment('x')), doc.add('k', [1]), doc.as_string())[2])(tomlkit.document())" => {
        let document: TOMLDocument = tomlkit::document().call()?;
        document.add(tomlkit::comment("x")).run()?;
        document.add("k").item_([1]).run()?;
        document.as_string().call()
    };
    "tomlkit.dumps": "tomlkit.dumps({'b': 1, 'a': 2}, sort_keys=True)"
        => tomlkit::dumps(BTreeMap::from([("a", 2), ("b", 1)])).sort_keys(true).call();
    "tomlkit.integer", "tomlkit.items.Integer", "tomlkit.items.Integer.unwrap": "tomlkit.integer('0x10').unwrap()" => {
        let number: Integer = tomlkit::integer("0x10").call()?;
        number.unwrap().call()
    };
    "tomlkit.exceptions.ParseError": "raised(tomlkit.parse, 'a =')" => raised::<ParseError>(tomlkit::parse("a =").run());
}
