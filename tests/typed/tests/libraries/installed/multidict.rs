use crate::check::checks;
use snakebridge::Result;
use typed::py::multidict::{CIMultiDict, MultiDict, istr};

fn pairs() -> Result<MultiDict> {
    MultiDict::new(([("a", 1), ("b", 2), ("a", 3)],)).call()
}

checks! {
    "from multidict import CIMultiDict, MultiDict, istr; pairs = MultiDict([('a', 1), ('b', 2), ('a', 3)])";
    "multidict.MultiDict", "multidict.MultiDict.getall": "pairs.getall('a')" => pairs()?.getall(("a",)).get::<Vec<i64>>();
    "multidict.MultiDict.getone": "pairs.getone('z', default=0)" => pairs()?.getone(("z",)).kwarg("default", 0).call();
    "multidict.MultiDict.add", "multidict.MultiDict.popall":
        "(lambda d: (d.add('b', 9), d.popall('b'))[1])(pairs.copy())" => {
        let pairs = pairs()?;
        pairs.add(("b", 9)).run()?;
        pairs.popall(("b",)).get::<Vec<i64>>()
    };
    "multidict.CIMultiDict": "'ACCEPT' in CIMultiDict({'Accept': 'x'})"
        => CIMultiDict::new((std::collections::BTreeMap::from([("Accept", "x")]),)).call()?.contains("ACCEPT").call();
    "multidict.istr": "str(istr('Host'))" => Ok(istr::new(("Host",)).object()?.to_string());
}
