use crate::check::checks;
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::sortedcontainers::{SortedDict, SortedList, SortedSet};

checks! {
    "from sortedcontainers import SortedDict, SortedList, SortedSet";
    "sortedcontainers.SortedList", "sortedcontainers.SortedList.add", "sortedcontainers.SortedList.__iter__":
        "(lambda items: (items.add(2), list(items))[1])(SortedList([3, 1]))" => {
        let items = SortedList::new().iterable([3, 1]).call()?;
        items.add(2).run()?;
        items.iter::<i64>().collect::<Result<Vec<_>>>()
    };
    "sortedcontainers.SortedList.irange": "list(SortedList([1, 2, 3, 4]).irange(2, 4, inclusive=(False, True)))" => {
        let items = SortedList::new().iterable([1, 2, 3, 4]).call()?;
        items.irange().minimum(2).maximum(4).inclusive((false, true)).object()?.iter::<i64>().collect::<Result<Vec<_>>>()
    };
    "sortedcontainers.SortedList.bisect_left": "SortedList([1, 3, 3]).bisect_left(3)"
        => SortedList::new().iterable([1, 3, 3]).call()?.bisect_left(3).call();
    "sortedcontainers.SortedDict", "sortedcontainers.SortedDict.peekitem": "SortedDict({'b': 1, 'a': 2}).peekitem(0)"
        => SortedDict::new().arg(BTreeMap::from([("b", 1), ("a", 2)])).call()?.peekitem().index(0).get::<(String, i64)>();
    "sortedcontainers.SortedSet", "sortedcontainers.SortedSet.isdisjoint": "SortedSet([1, 2]).isdisjoint([3])"
        => SortedSet::new().iterable([1, 2]).call()?.isdisjoint([3]).call();
}
