use py::toy;

pub fn program() -> snakebridge::Result<()> {
    use std::collections::{BTreeMap, BTreeSet, HashMap};
    toy::f(vec![1, 2]).names(["a", "b"]).map(HashMap::from([("a", 1)])).shape((1, 2)).run()?;
    toy::f([1, 2]).names("abc").map(BTreeMap::from([("a", 1)])).parts("abc").keys("abc").run()?;
    toy::f(&[1, 2][..]).names(BTreeSet::from(["a"])).parts(vec!["a"]).keys((1, "a")).run()?;
    toy::f((1, 2.5)).names(HashMap::from([("a", 1)])).run()?;
    let array = snakebridge::Call::to("numpy.arange").arg(3).get::<snakebridge::Array>()?;
    toy::f(&array).run()?;
    Ok(())
}
