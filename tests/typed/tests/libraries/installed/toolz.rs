use crate::check::checks;
use snakebridge::{Callback, Result};
use std::collections::BTreeMap;
use typed::py::toolz::{self, dicttoolz};

checks! {
    "import toolz";
    "toolz.partition": "list(toolz.partition(2, [1, 2, 3], pad=0))"
        => toolz::partition(2, [1, 2, 3]).pad(0).object()?.iter::<(i64, i64)>().collect::<Result<Vec<_>>>();
    "toolz.frequencies": "toolz.frequencies('abca')" => toolz::frequencies("abca").get::<BTreeMap<String, i64>>();
    "toolz.groupby": "toolz.groupby(len, ['a', 'bb', 'c'])" => {
        let length = Callback::new(|text: String| -> Result<usize> { Ok(text.len()) });
        toolz::groupby(length, ["a", "bb", "c"]).get::<BTreeMap<i64, Vec<String>>>()
    };
    "toolz.merge": "toolz.merge({'a': 1}, {'b': 2, 'a': 3})"
        => toolz::merge().arg(BTreeMap::from([("a", 1)])).arg(BTreeMap::from([("a", 3), ("b", 2)])).get::<BTreeMap<String, i64>>();
    "toolz.sliding_window": "list(toolz.sliding_window(2, [1, 2, 3]))"
        => toolz::sliding_window(2, [1, 2, 3]).object()?.iter::<(i64, i64)>().collect::<Result<Vec<_>>>();
    "toolz.get_in": "toolz.get_in(['a', 1], {'a': [5, 6]})"
        => toolz::get_in(("a", 1), BTreeMap::from([("a", [5, 6])])).call();
    "toolz.dicttoolz.assoc": "toolz.dicttoolz.assoc({'x': 1}, 'y', 2)"
        => dicttoolz::assoc(BTreeMap::from([("x", 1)]), "y", 2).get::<BTreeMap<String, i64>>();
}
