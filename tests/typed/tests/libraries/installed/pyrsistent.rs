use crate::check::checks;
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::pyrsistent::{self, PMap, PVector};

checks! {
    "import pyrsistent; from pyrsistent import *";
    "pyrsistent.v", "pyrsistent.PVector.append": "list(v(1, 2).append(3))" => {
        let vector = pyrsistent::v().arg(1).arg(2).object().map(PVector::from)?;
        vector.append(3).object()?.iter::<i64>().collect::<Result<Vec<_>>>()
    };
    "pyrsistent.pmap", "pyrsistent.PMap.set", "pyrsistent.thaw": "thaw(pmap({'a': 1}).set('b', 2))" => {
        let map = pyrsistent::pmap().initial(BTreeMap::from([("a", 1)])).object().map(PMap::from)?;
        pyrsistent::thaw(map.set("b", 2)).get::<BTreeMap<String, i64>>()
    };
    "pyrsistent.m": "str(m(a=1))" => Ok(pyrsistent::m().kwarg("a", 1).object()?.to_string());
    "pyrsistent.freeze": "repr(freeze({'a': [1, 2]}, strict=True))"
        => pyrsistent::freeze(BTreeMap::from([("a", [1, 2])])).strict(true).object()?.repr();
    "pyrsistent.pdeque": "list(pdeque([1, 2, 3], maxlen=2))"
        => pyrsistent::pdeque().iterable([1, 2, 3]).maxlen(2).object()?.iter::<i64>().collect::<Result<Vec<_>>>();
    "pyrsistent.get_in": "get_in(['a', 0], {'a': [7]})" => pyrsistent::get_in(("a", 0), BTreeMap::from([("a", [7])])).call();
}
