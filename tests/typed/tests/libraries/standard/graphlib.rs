use crate::check::{checks, raised};
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::graphlib::{CycleError, TopologicalSorter};

checks! {
    "from graphlib import TopologicalSorter";
    "graphlib.TopologicalSorter", "graphlib.TopologicalSorter.static_order":
        "list(TopologicalSorter({'c': ['b'], 'b': ['a']}).static_order())" => {
        let sorter = TopologicalSorter::new().graph(BTreeMap::from([("c", ["b"]), ("b", ["a"])])).call()?;
        sorter.static_order().object()?.iter::<String>().collect::<Result<Vec<_>>>()
    };
    "graphlib.TopologicalSorter.add", "graphlib.TopologicalSorter.prepare", "graphlib.TopologicalSorter.get_ready":
        "(lambda sorter: (sorter.add(2, 1), sorter.prepare(), sorter.get_ready())[2])(TopologicalSorter())" => {
        let sorter = TopologicalSorter::new().call()?;
        sorter.add(2).arg(1).run()?;
        sorter.prepare().run()?;
        sorter.get_ready().get::<Vec<i64>>()
    };
    "graphlib.CycleError": "raised(TopologicalSorter({1: [2], 2: [1]}).prepare)" => {
        let sorter = TopologicalSorter::new().graph(BTreeMap::from([(1, [2]), (2, [1])])).call()?;
        raised::<CycleError>(sorter.prepare().run())
    };
}
