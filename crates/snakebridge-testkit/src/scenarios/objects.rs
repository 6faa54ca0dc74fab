//! Objects: they live as long as somebody holds them, in the session that made them.

use super::{Outcome, gives, holds, same, scenarios};
use snakebridge::{Bridge, BridgeBuilder, Call, Error, Object, Session, Value, py};

scenarios! {
    methods_attributes_and_items_of_an_object,
    a_dropped_object_is_released,
    a_clone_keeps_it_alive,
    temporaries_of_an_expression_are_released,
    str_and_repr_are_pythons_and_debug_asks_nobody,
    objects_are_arguments_alone_and_inside_containers,
    mutation_through_one_handle_is_seen_through_another,
    statements_and_builtins_have_methods,
    operators_are_pythons_and_nest,
    objects_of_another_session_are_refused,
    objects_of_a_closed_session_are_refused,
    threads_share_a_session,
}

fn alive() -> snakebridge::Result<i64> {
    py!(toy_calls.Counter.alive)
}

fn methods_attributes_and_items_of_an_object(_: &Session) -> Outcome {
    let counter: Object = py!(toy_calls.Counter(20))?;
    same!(counter.type_name(), "toy_calls.Counter");
    same!(counter.attr("value").get::<i64>()?, 20);
    same!(counter.method("add").arg(2).attr("double").get::<i64>()?, 44);
    same!(counter.item("k").get::<(i64, String)>()?, (22, "k".to_owned()));
    same!(counter.invoke().arg(1).get::<Vec<i64>>()?, [22, 1]);
    gives!(py!(toy_calls.Counter.from_text("7").value), Value::from(7));
    gives!(py!(toy_calls.Counter.zero()), Value::from(0));
    Ok(())
}

fn a_dropped_object_is_released(_: &Session) -> Outcome {
    let before = alive()?;
    let counter: Object = py!(toy_calls.Counter())?;
    same!(alive()?, before + 1);
    drop(counter);
    same!(alive()?, before);
    let many: Vec<Object> = (0..300).map(|_| py!(toy_calls.Counter())).collect::<Result<_, _>>()?;
    same!(alive()?, before + 300);
    drop(many);
    same!(alive()?, before);
    Ok(())
}

fn a_clone_keeps_it_alive(_: &Session) -> Outcome {
    let before = alive()?;
    let counter: Object = py!(toy_calls.Counter(3))?;
    let clone = counter.clone();
    drop(counter);
    same!(alive()?, before + 1);
    same!(clone.attr("value").get::<i64>()?, 3);
    drop(clone);
    same!(alive()?, before);
    Ok(())
}

fn temporaries_of_an_expression_are_released(_: &Session) -> Outcome {
    let before = alive()?;
    py!(toy_calls.Counter(1).add(2).value).map(|value: i64| value)?;
    py!(toy_calls.Counter(1)).map(|_: ()| ()).unwrap_err();
    Call::to("toy_calls.Counter").run()?;
    py!(toy_calls.Counter("x").missing).map(|_: Value| ()).unwrap_err();
    same!(alive()?, before);
    Ok(())
}

fn str_and_repr_are_pythons_and_debug_asks_nobody(_: &Session) -> Outcome {
    let path: Object = py!(pathlib.PurePosixPath("/a/b"))?;
    same!(path.to_string(), "/a/b");
    same!(path.repr()?, "PurePosixPath('/a/b')");
    holds!(format!("{path:?}").starts_with("<pathlib."), "({path:?})");
    let opaque: Object = py!(toy_values.OPAQUE)?;
    holds!(opaque.to_string().contains("no repr for you"), "({opaque})");
    Ok(())
}

fn objects_are_arguments_alone_and_inside_containers(_: &Session) -> Outcome {
    let one: Object = py!(toy_calls.Counter(1))?;
    let same_one: Object = py!(toy_values.identity(&one))?;
    same!(one, same_one);
    let inside: Vec<Object> = py!(toy_values.identity(vec![&one, &same_one]))?;
    same!(inside[1], one);
    gives!(
        py!(toy_values.types_inside(vec![Value::from(1), Value::from(one)])),
        Value::List(vec!["int".into(), "Counter".into()])
    );
    Ok(())
}

fn mutation_through_one_handle_is_seen_through_another(_: &Session) -> Outcome {
    let list: Object = py!(builtins.list(vec![1]))?;
    let holder: Object = py!(builtins.dict(list = &list))?;
    list.method("append").arg(2).run()?;
    same!(holder.item("list").get::<Vec<i64>>()?, [1, 2]);
    py!(operator.setitem(&list, 0, 9)).map(|_: Value| ())?;
    same!(list.get::<Vec<i64>>()?, [9, 2]);
    Ok(())
}

fn statements_and_builtins_have_methods(_: &Session) -> Outcome {
    let namespace: Object = py!(types.SimpleNamespace())?;
    namespace.set_attr("answer", 42).run()?;
    holds!(namespace.has_attr("answer").call()?);
    same!(namespace.attr("answer").get::<i64>()?, 42);
    namespace.del_attr("answer").run()?;
    holds!(!namespace.has_attr("answer").call()?);
    let items: Object = py!(builtins.dict(a = 1))?;
    items.set_item("b", (1, 2)).run()?;
    same!(items.len().call()?, 2);
    holds!(items.contains("b").call()? && items.is_true().call()?);
    items.del_item("b").run()?;
    holds!(!items.contains("b").call()?);
    holds!(items.is_instance(Call::path("builtins.dict")).call()?);
    let same_items: Object = py!(builtins.dict(a = 1))?;
    holds!(items != same_items && items.equals(&same_items).get::<bool>()?);
    let text: Object = py!(builtins.str("x"))?;
    same!(text.hash_value().call()?, py!(builtins.hash("x")).map(|hash: i64| hash)?);
    Ok(())
}

fn operators_are_pythons_and_nest(_: &Session) -> Outcome {
    let half: Object = py!(fractions.Fraction(1, 2))?;
    same!((&half + 1).get::<Object>()?.to_string(), "3/2");
    same!(((&half * 3 - &half) / 4).get::<Object>()?.to_string(), "1/4");
    same!((-&half).get::<Object>()?.to_string(), "-1/2");
    let flags: Object = py!(builtins.int(6))?;
    same!(((&flags & 3) | 8).get::<i64>()?, 10);
    same!(((&flags ^ 1) << 2).get::<i64>()?, 28);
    same!((!(&flags >> 1)).get::<i64>()?, -4);
    same!((&flags % 4).get::<i64>()?, 2);
    let letters: Object = py!(builtins.str("ab"))?;
    same!((&letters + "c").get::<String>()?, "abc");
    Ok(())
}

/// What builds another bridge of the same kind, with the same Python and toys.
pub(super) fn builder_like(session: &Session) -> snakebridge::Result<BridgeBuilder> {
    let facts = session.facts()?;
    let executable = facts.iter().find(|(name, _)| *name == "executable").map(|(_, value)| value.clone());
    Ok(Bridge::builder().python(executable.unwrap_or_default()).search_path(crate::toys()))
}

pub(super) fn bridge_like(session: &Session) -> snakebridge::Result<Bridge> {
    builder_like(session)?.build()
}

fn another(session: &Session) -> snakebridge::Result<Session> {
    Ok(bridge_like(session)?.session())
}

fn objects_of_another_session_are_refused(session: &Session) -> Outcome {
    let other = another(session)?;
    let theirs = other.to("toy_calls.Counter").arg(1).object()?;
    let ours: Object = py!(toy_calls.Counter(2))?;
    match py!(builtins.tuple(vec![&ours, &theirs])).map(|_: Value| ()) {
        Err(Error::CrossSession { .. }) => {}
        other => return Err(format!("{other:?}").into()),
    }
    same!(theirs.attr("value").get::<i64>()?, 1);
    same!(ours.attr("value").get::<i64>()?, 2);
    Ok(())
}

fn objects_of_a_closed_session_are_refused(session: &Session) -> Outcome {
    let other = another(session)?;
    let theirs = other.to("toy_calls.Counter").arg(1).object()?;
    other.close();
    for result in [theirs.attr("value").get::<i64>(), other.to("math.sqrt").arg(4.0).get::<i64>()] {
        holds!(matches!(result, Err(Error::SessionLost { .. })), "({result:?})");
    }
    holds!(matches!(py!(builtins.id(&theirs)), Err::<Value, _>(Error::SessionLost { .. })));
    Ok(())
}

fn threads_share_a_session(session: &Session) -> Outcome {
    let counter: Object = py!(toy_calls.Counter(0))?;
    let work = |thread: i64| -> snakebridge::Result<i64> {
        let mut sum = 0;
        for step in 0..50 {
            counter.method("add").arg(1).run()?;
            sum += session.to("builtins.abs").arg(-(thread * 50 + step)).get::<i64>()?;
        }
        Ok(sum)
    };
    let sums: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|thread| scope.spawn(move || work(thread))).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked")).collect()
    });
    let mut total = 0;
    for sum in sums {
        total += sum??;
    }
    same!(total, (0..200).sum::<i64>());
    same!(counter.attr("value").get::<i64>()?, 200);
    Ok(())
}
