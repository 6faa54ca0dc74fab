//! Bases, constructors, properties, attributes, exceptions.

use snakebridge::{Error, Object, Result};
use wrappers::py::accounts::{
    self, Account, Account_, Audited, Interned, Memory, Overdrawn, Refused, Registered, Savings, Store,
};

#[test]
fn a_derived_class_is_its_bases_by_reference_and_by_value() -> Result<()> {
    let savings: Savings = Savings::new("me").balance(10).call()?;
    assert_eq!(savings.balance().call()?, 10);
    assert_eq!(savings.interest().call()?, 5.0);
    assert_eq!(savings.audit().call()?, "audited Savings");
    let account: &Account = &savings;
    account.set_balance(20).call()?;
    assert_eq!(savings.interest().rate(1.0).call()?, 20.0);
    let audited = Audited::from(savings.clone());
    assert_eq!(audited.audit().call()?, "audited Savings");
    let object: Object = savings.clone().into();
    assert_eq!(Savings::from(object), savings);
    assert_eq!(Account::from(savings.clone()), *account);
    Ok(())
}

#[test]
fn an_override_is_what_runs_whatever_the_type_of_the_handle() -> Result<()> {
    let savings = Savings::new("me").balance(3).call()?;
    assert_eq!(savings.take(1).early(true).call()?, "took 2 True");
    let account: &Account = &savings;
    let text: String = account.take(1).get()?;
    assert_eq!(text, "took 1 False");
    assert!(
        matches!(account.take(1).call(), Err(Error::Conversion(_))),
        "the annotation of the base says `int`"
    );
    Ok(())
}

#[test]
fn a_downcast_asks_python() -> Result<()> {
    let plain = Account::new("me").call()?;
    assert!(plain.downcast::<Savings>()?.is_none());
    let account = Account::from(Savings::new("me").balance(2).call()?);
    let savings = account.downcast::<Savings>()?.expect("it is one");
    assert_eq!(savings.interest().call()?, 1.0);
    Ok(())
}

#[test]
fn factories_give_the_class_they_are_called_on() -> Result<()> {
    let account: Account = Account::of("me").balance(7).call()?;
    assert_eq!(account.balance().call()?, 7);
    let savings: Object = Savings::of("me").object()?;
    assert_eq!(savings.type_name(), "accounts.Savings");
    assert!(Account::is_owner("me").call()?);
    let again: Account = account.same().call()?;
    assert!(accounts::is_same(&account, &again).call()?);
    Ok(())
}

#[test]
fn new_is_whatever_calling_the_class_does() -> Result<()> {
    let (one, two) = (Interned::new("a").call()?, Interned::new("a").call()?);
    assert!(accounts::is_same(&one, &two).call()?);
    assert!(!accounts::is_same(&one, Interned::new("a").fresh(true)).call()?);
    let registered = Registered::new("n").times(3).call()?;
    assert_eq!(registered.name().get::<String>()?, "n");
    assert_eq!(Registered::count().call()?, 3);
    Ok(())
}

#[test]
fn an_abstract_class_has_methods_and_no_constructor() -> Result<()> {
    let store: Store = accounts::some_store().get()?;
    assert_eq!(store.read("k").call()?, "K");
    let memory = Memory::new().call()?;
    assert_eq!(memory.read("m").call()?, "M");
    Ok(())
}

#[test]
fn properties_are_read_set_and_deleted() -> Result<()> {
    let account = Account::new("me").balance(1).call()?;
    account.set_balance(2).call()?;
    assert_eq!(account.balance().call()?, 2);
    account.del_attr("balance").call()?;
    assert_eq!(account.balance().call()?, 0);
    let error = account.broken().call().unwrap_err();
    assert_eq!(error.exception().unwrap().message, "it is broken");
    assert_eq!(account.owner().get::<String>()?, "me");
    account.set_owner("you").call()?;
    assert_eq!(account.owner().get::<String>()?, "you");
    assert_eq!(Account_::Statement::new().lines(3).call()?.lines().get::<i64>()?, 3);
    Ok(())
}

#[test]
fn class_attributes_are_set_on_the_class() -> Result<()> {
    assert!(Registered::class().attr("count").invoke().get::<i64>().is_ok());
    let before: i64 = Account::_fees().call()?;
    Account::set__fees(before + 1).call()?;
    assert_eq!(Savings::_fees().call()?, before + 1, "it is inherited");
    assert_eq!(Account::limit().call()?, 100);
    Ok(())
}

#[test]
fn exceptions_are_matched_by_their_class() -> Result<()> {
    let account = Account::new("me").balance(1).call()?;
    let error = account.take(5).note("rent").call().unwrap_err();
    assert!(error.is::<Overdrawn>() && error.is::<Refused>());
    assert!(error.is::<wrappers::py::builtins::ValueError>());
    assert!(!error.is::<wrappers::py::builtins::KeyError>());
    let overdrawn: Overdrawn = error.downcast().expect("it is one");
    assert_eq!(overdrawn.missing().call()?, 4);
    assert_eq!(overdrawn.code().get::<i64>()?, 4);

    let refused = account.set_balance(1000).call().unwrap_err();
    assert!(refused.is::<Refused>() && !refused.is::<Overdrawn>());
    assert!(refused.downcast::<Overdrawn>().is_none());
    assert!(!Error::Cancelled.is::<Refused>());
    Ok(())
}

#[test]
fn an_exception_of_a_generated_class_can_be_raised() -> Result<()> {
    let callback = snakebridge::Callback::new(|_: i64| -> Result<i64> {
        Err(Error::raise(Refused::new("by the host").code(9)))
    });
    let error = snakebridge::Call::to("builtins.list")
        .arg(snakebridge::Call::to("builtins.map").arg(callback).arg([1]));
    let error = error.run().unwrap_err();
    assert_eq!(error.downcast::<Refused>().expect("it is one").code().get::<i64>()?, 9);
    Ok(())
}
