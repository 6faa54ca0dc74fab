//! Names that mean something else in Rust.

#![allow(
    mixed_script_confusables,
    reason = "Python's names may be of any script; rustc wants this said for the whole crate"
)]

use snakebridge::{Object, Result};
use wrappers::py::odd;

#[test]
fn keywords() -> Result<()> {
    assert_eq!(odd::r#match(1).r#loop(2).crate_(3).get::<Vec<i64>>()?, [1, 2, 3]);
    assert_eq!(odd::super_(1, 2).__(3).get::<Vec<i64>>()?, [1, 2, 3]);
    Ok(())
}

#[test]
fn names_of_builder_methods() -> Result<()> {
    let call = odd::f().call_(5).get_(6).deadline_(7).object_(8);
    assert_eq!(call.get::<Vec<i64>>()?, [5, 6, 7, 8]);
    Ok(())
}

#[test]
fn classes_that_are_called_like_what_the_wrapper_makes_up() -> Result<()> {
    assert_eq!(odd::Foo::new().a(4).call()?.a().get::<i64>()?, 4);
    assert_eq!(odd::Foo_::new().call()?.which().call()?, "Foo_");
    assert_eq!(odd::Foo__::Inner::new().call()?.which().call()?, "Foo.Inner");
    assert_eq!(odd::odd::new().call()?.odd().odd(3).call()?, 3);
    Ok(())
}

#[test]
fn members_that_are_called_like_what_the_wrapper_has() -> Result<()> {
    let thing = odd::Thing::new().call()?;
    assert_eq!(thing.new_().call()?, "new");
    assert_eq!(thing.into_().call()?, "into");
    assert_eq!(thing.clone().call()?, "clone");
    assert_eq!(Clone::clone(&thing), thing);
    assert_eq!(thing.len().call()?, "len");
    assert_eq!(Object::len(&thing).call()?, 5);
    assert_eq!(thing.set_size(1).call()?, "set_size 1");
    odd::Thing::set_size_(2).call()?;
    assert_eq!(odd::Thing::size().call()?, 2);
    Ok(())
}

#[test]
fn names_of_any_script_and_private_ones() -> Result<()> {
    let thing = odd::Thing::new().call()?;
    assert_eq!(thing.größe().ширина(4).call()?, 4);
    assert_eq!(thing._Thing__private().call()?, "private");
    assert_eq!(odd::π().call()?, 3);
    assert_eq!((&thing * 2).get::<String>()?, "mul");
    Ok(())
}
