//! Operators, loops, calls, context managers.

use snakebridge::{Call, Managed, Result};
use wrappers::py::containers::{Broken, Chain, Dynamic, Model, Ticks, Vector};
use wrappers::py::managers::{Client, File};

fn vector(parts: [i64; 2]) -> Result<Vector> {
    Vector::new().arg(parts[0]).arg(parts[1]).call()
}

fn parts(vector: &Vector) -> Result<Vec<i64>> {
    vector.parts().get()
}

#[test]
fn operators_are_pythons_and_nothing_happens_before_the_call() -> Result<()> {
    let (a, b) = (vector([1, 2])?, vector([10, 20])?);
    let sum: Vector = (&a + &b).call()?;
    assert_eq!(parts(&sum)?, [11, 22]);
    assert_eq!(parts(&(&a * 3).call()?)?, [3, 6]);
    assert_eq!(parts(&(&b % 3).call()?)?, [1, 2]);
    assert_eq!(parts(&(&a << 5).call()?)?, [1, 2, 5]);
    assert_eq!(parts(&(-&a).call()?)?, [-1, -2]);
    assert_eq!((!&a).get::<Vec<i64>>()?, [2, 1]);
    assert_eq!((&a / 2).call()?.parts().get::<Vec<f64>>()?, [0.5, 1.0]);
    assert_eq!((&b - 1).get::<Vector>().and_then(|less| parts(&less))?, [9, 19]);
    assert_eq!(a.matmul(&b).get::<i64>()?, 50);
    // A chain is one round trip, and takes values, too.
    assert_eq!(((a.clone() + b) * 2 + 1).get::<Vector>().and_then(|all| parts(&all))?, [23, 45]);
    let unevaluated = Broken::new().call()? + 1;
    assert_eq!(unevaluated.run().unwrap_err().exception().unwrap().message, "nor this");
    Ok(())
}

#[test]
fn comparisons_and_builtins() -> Result<()> {
    let (a, b) = (vector([1, 2])?, vector([1, 3])?);
    assert!(a.lt(&b).get::<bool>()? && a.differs(&b).get::<bool>()?);
    assert!(a.equals(vector([1, 2])?).get::<bool>()? && a != vector([1, 2])?, "`==` is Python's `is`");
    assert!(a.contains(2).call()? && a.is_true().call()? && a.len().call()? == 2);
    assert_eq!(a.hash_value().call()?, 2);
    assert_eq!(a.to_string(), "<1 2>");
    assert!(a.repr()?.contains("Vector object"));
    a.set_item(0, 9).call()?;
    assert_eq!(a.item(0).get::<i64>()?, 9);
    a.del_item(0).call()?;
    assert_eq!(a.len().call()?, 1);
    Ok(())
}

#[test]
fn loops_go_over_items() -> Result<()> {
    let vector = vector([4, 5])?;
    let mut seen = Vec::new();
    for part in &vector {
        let part: i64 = part?;
        seen.push(part);
    }
    assert_eq!(seen, [4, 5]);
    let as_floats = vector.iter::<f64>().collect::<Result<Vec<_>>>()?;
    assert_eq!(as_floats, [4.0, 5.0]);
    let broken = Broken::new().call()?;
    let items: Vec<_> = (&broken).into_iter().collect();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].as_ref().unwrap_err().exception().unwrap().message, "not today");
    let ticks = Ticks::new(2).call()?;
    let ticks = (&ticks).into_iter().map(|tick| tick?.get::<i64>()).collect::<Result<Vec<_>>>()?;
    assert_eq!(ticks, [1, 0]);
    Ok(())
}

#[test]
fn instances_are_called() -> Result<()> {
    let model = Model::new().call()?;
    assert_eq!(model.invoke(1.5).call()?, 3.0);
    assert_eq!(model.invoke(1.5).scale(10.0).call()?, 15.0);
    let chain = Chain::new().call()?;
    assert_eq!(chain.invoke(1).call()?, "invoked with 1");
    assert_eq!(chain.invoke_(1).call()?, 2);
    Ok(())
}

#[test]
fn what_is_made_when_it_is_asked_for_is_asked_by_name() -> Result<()> {
    let dynamic = Dynamic::new().call()?;
    assert_eq!(dynamic.known().call()?, "known");
    assert_eq!(dynamic.method("whatever").arg(1).get::<String>()?, "whatever(1,)");
    assert_eq!(dynamic.attr("other").invoke().get::<String>()?, "other()");
    Ok(())
}

#[test]
fn managers_give_themselves() -> Result<()> {
    let file = File::new().call()?;
    let text = file.with(|file| file.read().call())?.strictly()?;
    assert_eq!(text, "text");
    let swallowed = file.with(|file: File| file.fail().run())?;
    assert!(matches!(swallowed, Managed::Swallowed(_)));
    let log: Vec<String> = file.log().get()?;
    assert_eq!(log, ["enter", "exit None", "enter", "exit KeyError"]);
    Ok(())
}

#[test]
fn async_managers_do_too() -> Result<()> {
    let client = Client::new().call()?;
    let text = client.with_awaited(|client: Client| client.fetch("u").get::<String>())?.strictly()?;
    assert_eq!(text, "u True");
    assert!(!client.open().get::<bool>()?);
    let _: Call = client.fetch("v").typed();
    Ok(())
}
