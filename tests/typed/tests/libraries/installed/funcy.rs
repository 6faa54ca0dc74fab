use crate::check::checks;
use std::collections::BTreeMap;
use typed::py::funcy;

checks! {
    "import funcy";
    "funcy.lchunks": "funcy.lchunks(2, [1, 2, 3])" => funcy::lchunks(2, [1, 2, 3]).get::<Vec<Vec<i64>>>();
    "funcy.ldistinct": "funcy.ldistinct([1, 2, 1])" => funcy::ldistinct([1, 2, 1]).get::<Vec<i64>>();
    "funcy.omit": "funcy.omit({'a': 1, 'b': 2}, ['a'])"
        => funcy::omit(BTreeMap::from([("a", 1), ("b", 2)]), ["a"]).get::<BTreeMap<String, i64>>();
    "funcy.re_find": "funcy.re_find(r'(\\d)(\\w)', 'x1y')" => funcy::re_find(r"(\d)(\w)", "x1y").get::<(String, String)>();
    "funcy.zipdict": "funcy.zipdict('ab', [1, 2])" => funcy::zipdict("ab", [1, 2]).get::<BTreeMap<String, i64>>();
}
