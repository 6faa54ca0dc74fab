use py::{collections::{self, Counter, OrderedDict}, functools, json, math, pathlib::Path, re};

pub fn program() -> snakebridge::Result<()> {
    let _: f64 = math::sqrt(2.0).get()?;
    let _: f64 = math::pi().call()?;
    math::log((2.0,)).call()?;
    math::hypot().arg(3).arg(4).call()?;
    json::dumps(vec![1]).indent(2).sort_keys(true).call()?;
    let counter = Counter::new().iterable("abc").call()?;
    counter.most_common().n(2).call()?;
    OrderedDict::new(()).call()?;
    collections::namedtuple("P", "x y").defaults((1,)).call()?;
    let path = Path::new(("/tmp/a.txt",)).call()?;
    path.suffix().call()?;
    path.with_suffix(".b").call()?;
    Path::cwd().call()?;
    re::compile("a+").flags(re::IGNORECASE()).call()?;
    functools::partial::new((math::sqrt(2.0),)).call()?;
    Ok(())
}
