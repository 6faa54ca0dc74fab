//! Classes that are mostly fields.

use snakebridge::{Object, Result};
use std::collections::BTreeMap;
use wrappers::py::records::{Box, Described, Dog, Item, Options, Pair, Point, Response, Slotted, Speaks};

#[test]
fn fields_are_properties() -> Result<()> {
    let item = Item::new("a").size(5).call()?;
    assert_eq!((item.name().call()?, item.size().call()?), ("a".to_owned(), 5));
    item.set_size(6).call()?;
    assert_eq!(item.size().call()?, 6);
    assert_eq!(Item::shared().call()?, 4);
    assert_eq!(item.tags().get::<Vec<String>>()?, [""; 0]);

    let point = Point::new(1).call()?;
    assert_eq!(point.iter::<i64>().collect::<Result<Vec<_>>>()?, [1, 7]);
    assert_eq!(point.y().get::<i64>()?, 7);
    let pair = Pair::new("l").right(3).call()?;
    assert_eq!((pair.left().call()?, pair.right().call()?), ("l".to_owned(), 3));
    let parts =
        (&pair).into_iter().map(|part| part.and_then(|part| part.repr())).collect::<Result<Vec<_>>>()?;
    assert_eq!(parts, ["'l'", "3"]);
    Ok(())
}

#[test]
fn keys_are_items() -> Result<()> {
    let options = Options::new().width(3).call()?;
    assert_eq!(options.width().call()?, 3);
    options.set_height(4).call()?;
    // `get` is the dict's own; what a handle has by that name stays reachable.
    assert_eq!(options.get("width").get::<i64>()?, 3);
    assert_eq!(Object::get::<BTreeMap<String, i64>>(&options)?.len(), 2);
    assert_eq!(options.height().call()?, 4);
    Ok(())
}

#[test]
fn slots_and_descriptors_are_properties() -> Result<()> {
    let slotted = Slotted::new(1).call()?;
    slotted.set_x(2).call()?;
    assert_eq!(slotted.x().call()?, 2);
    let described = Described::new().call()?;
    described.set_data("d").call()?;
    assert_eq!(described.data().get::<String>()?, "d");
    assert!(described.set_data("").call().unwrap_err().is_instance("ValueError"));
    Ok(())
}

#[test]
fn fields_that_only_methods_assign_are_there() -> Result<()> {
    let response = Response::new(200).call()?;
    assert_eq!(response.status().get::<i64>()?, 200);
    assert_eq!(response.encoding().get::<Option<String>>()?, None);
    response.decode().call()?;
    assert_eq!(response.encoding().get::<String>()?, "utf-8");
    assert_eq!(response.text().get::<String>()?, "hello");
    response.set_status(404).call()?;
    assert_eq!(response.status().get::<i64>()?, 404);
    Ok(())
}

#[test]
fn generics_and_protocols() -> Result<()> {
    let number = Box::new(5).call()?;
    assert_eq!(number.open().get::<i64>()?, 5);
    let dog = Dog::new().call()?;
    let speaks = Speaks::from(snakebridge::Object::from(dog));
    assert_eq!(speaks.speak().call()?, "woof");
    Ok(())
}
