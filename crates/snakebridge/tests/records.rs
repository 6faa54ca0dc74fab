//! Structs, read from records of the libraries that Python programs have them from.

use serde::Deserialize;
use serde::de::IgnoredAny;
use snakebridge::{Bridge, Call, Date, Entered, FromPy, Serde};
use snakebridge_testkit::{toys, with_tables_and_records};
use std::collections::BTreeMap;

fn entered() -> Entered {
    let python = with_tables_and_records();
    let bridge = Bridge::builder().python(python.path).search_path(toys()).build();
    bridge.expect("it was provisioned").session().enter()
}

#[derive(FromPy, Debug, PartialEq)]
struct Person {
    name: String,
    years: u8,
    colours: Vec<Colour>,
    born: Option<Date>,
    more: Option<String>,
}

#[derive(FromPy, Deserialize, Debug, PartialEq)]
enum Colour {
    #[serde(rename = "red")]
    #[py(rename = "red")]
    Red,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Flat {
    name: String,
    years: u8,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Rest {
    born: String,
}

#[test]
fn records_of_pydantic_attrs_and_msgspec_are_structs() -> snakebridge::Result<()> {
    let _entered = entered();
    let people: Vec<Person> = Call::to("toy_models.people").get()?;
    assert_eq!(people.len(), 4);
    for person in people {
        let born = Some(Date::new(1815, 12, 10)?);
        let (name, colours) = ("Ada".to_owned(), vec![Colour::Red]);
        assert_eq!(person, Person { name, years: 36, colours, born, more: None });
    }
    Ok(())
}

#[test]
fn serde_reads_their_fields_one_by_one_and_all_together() -> snakebridge::Result<()> {
    let _entered = entered();
    let Serde(people): Serde<Vec<Flat>> = Call::to("toy_models.people").get()?;
    let ada = || Flat { name: "Ada".into(), years: 36, rest: Rest { born: "1815-12-10".into() } };
    assert_eq!(people, [ada(), ada(), ada(), ada()]);
    let Serde(fields): Serde<Vec<BTreeMap<String, IgnoredAny>>> = Call::to("toy_models.people").get()?;
    for fields in fields {
        assert_eq!(fields.into_keys().collect::<Vec<_>>(), ["born", "colours", "name", "years"]);
    }
    Ok(())
}

#[test]
fn a_field_that_does_not_fit_is_named() {
    let _entered = entered();
    #[derive(FromPy, Debug)]
    struct Wrong {
        #[expect(dead_code, reason = "it is not read, and that is the point")]
        name: i64,
    }
    let error = Call::to("toy_models.people").get::<Vec<Wrong>>().unwrap_err();
    assert_eq!(error.to_string(), "expected `int`, found `str` at `$[0].name`");
}
