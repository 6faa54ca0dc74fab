use crate::check::{checks, raised};
use std::collections::BTreeMap;
use typed::py::orjson::{self, JSONDecodeError};

checks! {
    "import orjson";
    "orjson.dumps", "orjson.OPT_INDENT_2": "orjson.dumps({'a': [1, None]}, option=orjson.OPT_INDENT_2)"
        => orjson::dumps(BTreeMap::from([("a", [Some(1), None])])).option(orjson::OPT_INDENT_2()).call();
    "orjson.loads": "orjson.loads(b'[1.5, 2.0]')" => orjson::loads(b"[1.5, 2.0]".to_vec()).get::<Vec<f64>>();
    "orjson.OPT_SORT_KEYS": "orjson.OPT_SORT_KEYS" => orjson::OPT_SORT_KEYS().call();
    "orjson.JSONDecodeError": "raised(orjson.loads, '{')" => raised::<JSONDecodeError>(orjson::loads("{").run());
}
