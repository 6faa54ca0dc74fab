use crate::check::{checks, raised};
use std::collections::BTreeMap;
use typed::py::simplejson::{self, JSONDecodeError, JSONEncoder, RawJSON};

checks! {
    "import simplejson";
    "simplejson.dumps": "simplejson.dumps({'b': [1, 2], 'a': [3]}, sort_keys=True, indent=1)"
        => simplejson::dumps(BTreeMap::from([("a", vec![3]), ("b", vec![1, 2])])).indent(1).kwarg("sort_keys", true).get::<String>();
    "simplejson.loads": "simplejson.loads('[1.10, 2]', use_decimal=True)[0]"
        => simplejson::loads("[1.10, 2]").use_decimal(true).item(0).get::<snakebridge::Decimal>();
    "simplejson.JSONEncoder", "simplejson.JSONEncoder.encode":
        "simplejson.JSONEncoder(separators=(',', ':')).encode([1, {'a': None}])" => {
        let encoder = JSONEncoder::new().separators((",", ":")).call()?;
        encoder.encode((1, BTreeMap::from([("a", None::<i64>)]))).get::<String>()
    };
    "simplejson.RawJSON": "simplejson.dumps([simplejson.RawJSON('1e2')])"
        => simplejson::dumps(vec![RawJSON::new("1e2").call()?]).get::<String>();
    "simplejson.JSONDecodeError", "simplejson.JSONDecodeError.colno": "raised(simplejson.loads, '[1,]')" => {
        let outcome = simplejson::loads("[1,]").run();
        let error = outcome.as_ref().err().and_then(|error| error.downcast::<JSONDecodeError>()).expect("it fails");
        assert!(error.colno().get::<i64>()? > 1);
        raised::<JSONDecodeError>(outcome)
    };
}
