//! Enums of Python's as enums of Rust's.

use snakebridge::{Call, Error, Result};
use wrappers::py::colours::{self, Access, Code, Colour, Kind, Word};

#[test]
fn a_variant_is_the_very_member() -> Result<()> {
    assert!(colours::is_member(Colour::RED, "RED").call()?);
    assert!(colours::is_member(&Colour::SCARLET, "RED").call()?);
    assert_eq!(Colour::RED.to_string(), "Colour.RED");
    Ok(())
}

#[test]
fn a_member_is_read_as_its_variant() -> Result<()> {
    assert_eq!(Colour::new("g").call()?, Colour::GREEN);
    assert_eq!(Colour::new(1).call()?, Colour::SCARLET);
    assert_eq!(Colour::RED.next().call()?, Colour::GREEN);
    assert_eq!(Colour::favourite().call()?, Colour::GREEN);
    assert_eq!(colours::mixed().get::<Vec<Colour>>()?, [Colour::RED, Colour::GREEN]);
    assert_eq!(Call::of(()).get::<Option<Colour>>()?, None);
    let all = Colour::class().stream::<Colour>()?.collect::<Result<Vec<_>>>()?;
    assert_eq!(all, [Colour::RED, Colour::GREEN]);
    Ok(())
}

#[test]
fn what_has_no_variant_is_other_and_goes_back_as_it_came() -> Result<()> {
    let later: Colour = colours::later().get()?;
    let Colour::Other(object) = &later else { panic!("{later:?}") };
    assert_eq!(object.attr("name").get::<String>()?, "BLUE");
    assert_eq!(later.shade(1).darker(false).call()?, "BLUE 1 False");
    let kind = Kind::class().item("a-b").get::<Kind>()?;
    assert!(matches!(kind, Kind::Other(_)), "{kind:?}");
    assert_eq!(colours::describe(kind).call()?, "Kind <Kind.a-b: 2>");
    assert_eq!(Kind::new(1).call()?, Kind::plain);
    Ok(())
}

#[test]
fn what_is_no_member_is_an_error() {
    let error = Call::of("g").get::<Colour>().unwrap_err();
    assert_eq!(error.to_string(), "expected `colours.Colour`, found `builtins.str`");
    let error = Call::path("colours.Code.OK").get::<Colour>().unwrap_err();
    assert!(matches!(error, Error::Conversion(_)), "{error}");
    assert!(Colour::new("no such").call().unwrap_err().is_instance("ValueError"));
}

#[test]
fn members_have_methods_and_properties() -> Result<()> {
    assert_eq!(Colour::RED.shade(3).call()?, "RED 3 True");
    assert_eq!(Colour::GREEN.value().get::<String>()?, "g");
    assert_eq!(Colour::GREEN.name().get::<String>()?, "GREEN");
    Ok(())
}

#[test]
fn flags_combine() -> Result<()> {
    let both: Access = (Access::READ | Access::WRITE).call()?;
    assert_eq!(both, Access::BOTH);
    let other: Access = (&Access::READ | &Access::RUN).call()?;
    assert!(matches!(other, Access::Other(_)), "{other:?}");
    assert_eq!((other & Access::RUN).call()?, Access::RUN);
    assert_eq!((!Access::RUN).call()?, Access::BOTH);
    Ok(())
}

#[test]
fn members_that_are_values_are_members_still() -> Result<()> {
    assert_eq!(Code::new(404).call()?, Code::MISSING);
    assert_eq!((Code::OK + 4).get::<i64>()?, 204);
    assert_eq!(Word::new("s").call()?, Word::Self_);
    assert_eq!(Word::new("o").call()?, Word::Other);
    assert_eq!(colours::describe(Word::r#type).call()?, "Word <Word.type: 't'>");
    Ok(())
}
