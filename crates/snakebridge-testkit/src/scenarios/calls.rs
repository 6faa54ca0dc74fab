//! Calls: arguments arrive as written, and one expression is one evaluation.

use super::{Outcome, gives, holds, same, scenarios};
use snakebridge::{Call, Error, Object, Session, Value, call, py};

scenarios! {
    arguments_of_every_kind_arrive,
    any_keyword_name_can_be_sent,
    no_keywords_means_no_keyword_mapping,
    constants_are_read_and_none_is_one,
    chains_and_nested_calls_are_one_expression,
    a_list_is_one_argument,
    what_is_left_out_is_pythons_default_at_call_time,
    modules_that_print_and_warn_on_import_work,
    a_module_that_exits_on_import_is_an_error,
    paths_lead_through_packages_and_attributes,
    an_attribute_wins_over_a_submodule_of_its_name,
    modules_that_make_names_up_are_asked,
    what_is_not_found_suggests_the_nearest,
    a_module_that_fails_to_import_says_why,
    a_thousand_nested_calls_are_one_round_trip,
}

fn arguments_of_every_kind_arrive(_: &Session) -> Outcome {
    let all: Value = py!(toy_calls.everything(1, 2, d = 4))?;
    same!(
        format!("{all:?}"),
        format!(
            "{:?}",
            value(vec![1.into(), 2.into(), 3.into(), value(vec![]), 4.into(), 5.into(), Value::Dict(vec![])])
        )
    );
    let extra: Vec<Value> = py!(toy_calls.everything(1, 2, 3, 9, 8, d = 4, z = "more"))?;
    same!(extra[3], value(vec![9.into(), 8.into()]));
    same!(extra[6].key("z"), Some(&Value::from("more")));
    gives!(py!(toy_calls.positional_only(1)), value(vec![1.into(), 1.into()]));
    gives!(py!(toy_calls.keyword_only(1, key = ())), value(vec![1.into(), Value::None, Value::None]));
    Ok(())
}

fn value(items: Vec<Value>) -> Value {
    Value::List(items)
}

fn any_keyword_name_can_be_sent(_: &Session) -> Outcome {
    let names = ["idempotent", "self", "args", "func", "class", "f", "two words", "session", "type", ""];
    let call = names.iter().fold(Call::to("toy_calls.keywords"), |call, name| call.kwarg(*name, *name));
    let sent: Value = call.get()?;
    for name in names {
        same!(sent.key(name), Some(&Value::from(name)));
    }
    let spelt: Value = py!(toy_calls.keywords(r#type = 1, r#match = 2))?;
    same!(spelt.key("match"), Some(&Value::from(2)));
    let twice: Value = Call::to("toy_calls.keywords").kwarg("a", 1).kwarg("a", 2).get()?;
    same!(twice, Value::Dict(vec![("a".into(), 2.into())]));
    Ok(())
}

fn no_keywords_means_no_keyword_mapping(_: &Session) -> Outcome {
    gives!(py!(toy_calls.count()), value(vec![0.into(), 0.into()]));
    gives!(py!(toy_calls.count(1, a = 2)), value(vec![1.into(), 1.into()]));
    Ok(())
}

fn constants_are_read_and_none_is_one(_: &Session) -> Outcome {
    gives!(py!(toy_calls.ANSWER), Value::from(42));
    gives!(py!(toy_calls.NOTHING), Value::None);
    same!(py!(math.pi).map(|pi: f64| pi)?, std::f64::consts::PI);
    Ok(())
}

fn chains_and_nested_calls_are_one_expression(_: &Session) -> Outcome {
    gives!(py!(toy_calls.Counter(3).add().add(5).double), Value::from(18));
    gives!(py!(toy_calls.Counter(3)["key"]), value(vec![3.into(), "key".into()]));
    gives!(py!(toy_calls.Counter(3)(1, 2)), value(vec![3.into(), 1.into(), 2.into()]));
    gives!(py!(math.sqrt(py!(math.pow(3.0, 2.0)))), Value::from(3.0));
    gives!(py!(builtins.dict(a = py!(builtins.len("four")))["a"]), Value::from(4));
    gives!(py!({ "a,b" }.split(",")), value(vec!["a".into(), "b".into()]));
    let inside = Call::to("builtins.sum").arg(vec![call!(math.sqrt(4.0)), call!(math.sqrt(9.0))]);
    same!(inside.get::<f64>()?, 5.0);
    let keyed: i64 = py!(builtins.dict(a = 1)[py!(builtins.str("a"))])?;
    same!(keyed, 1);
    Ok(())
}

fn a_list_is_one_argument(_: &Session) -> Outcome {
    gives!(py!(toy_calls.count(vec![1, 2, 3])), value(vec![1.into(), 0.into()]));
    gives!(py!(toy_calls.count(vec![("a", 1), ("b", 2)])), value(vec![1.into(), 0.into()]));
    let held: Vec<i64> = py!(toy_calls.Counter(vec![1, 2, 3]).value)?;
    same!(held, [1, 2, 3]);
    Ok(())
}

fn what_is_left_out_is_pythons_default_at_call_time(_: &Session) -> Outcome {
    let defaults =
        |when: i64| value(vec![1.into(), Value::Bytes(b"default".to_vec()), value(vec![]), when.into()]);
    gives!(py!(toy_calls.with_defaults(1)), defaults(42));
    py!(toy_calls.set_default(43)).map(|_: ()| ())?;
    let changed: Value = py!(toy_calls.with_defaults(1))?;
    py!(toy_calls.set_default(42)).map(|_: ()| ())?;
    same!(changed, defaults(43));
    gives!(
        py!(toy_calls.with_defaults(1, (), vec![2], when = ())),
        value(vec![1.into(), Value::None, value(vec![2.into()]), Value::None])
    );
    Ok(())
}

fn modules_that_print_and_warn_on_import_work(_: &Session) -> Outcome {
    gives!(py!(toy_prints_on_import.VALUE), Value::from("imported"));
    Ok(())
}

fn a_module_that_exits_on_import_is_an_error(_: &Session) -> Outcome {
    let kept: Object = py!(toy_calls.Counter(5))?;
    let outcome = py!(toy_exits_on_import.anything).map(|_: Value| ());
    holds!(matches!(&outcome, Err(error) if error.is_instance("SystemExit")), "({outcome:?})");
    same!(kept.attr("value").get::<i64>()?, 5);
    Ok(())
}

fn paths_lead_through_packages_and_attributes(_: &Session) -> Outcome {
    gives!(py!(toy_package.inner.leaf.VALUE), Value::from("leaf"));
    gives!(py!(xml.etree.ElementTree.fromstring("<a>text</a>").text), Value::from("text"));
    gives!(py!(os.path.join("a", "b")), Value::from("a/b"));
    let module: Object = py!(toy_package.inner)?;
    same!(module.type_name(), "builtins.module");
    Ok(())
}

fn an_attribute_wins_over_a_submodule_of_its_name(_: &Session) -> Outcome {
    gives!(py!(toy_package.shadow()), Value::from("function"));
    let hidden: String = Call::to("importlib.import_module").arg("toy_package.shadow").attr("NAME").get()?;
    same!(hidden, "submodule");
    Ok(())
}

fn modules_that_make_names_up_are_asked(_: &Session) -> Outcome {
    gives!(py!(toy_package.lazy_name), Value::from("LAZY_NAME"));
    Ok(())
}

fn what_is_not_found_suggests_the_nearest(_: &Session) -> Outcome {
    let text = |result: snakebridge::Result<Value>| result.map_err(|error| error.to_string());
    let function = text(py!(math.sqr(1.0))).unwrap_err();
    holds!(function.contains("AttributeError") && function.contains("`sqrt`"), "({function})");
    let module = text(py!(toy_valuess.identity(1))).unwrap_err();
    holds!(module.contains("ModuleNotFoundError") && module.contains("`toy_values`"), "({module})");
    let submodule = text(py!(toy_package.iner.leaf)).unwrap_err();
    holds!(submodule.contains("`inner`"), "({submodule})");
    Ok(())
}

fn a_module_that_fails_to_import_says_why(_: &Session) -> Outcome {
    match py!(toy_raises_on_import.anything).map(|_: Value| ()) {
        Err(Error::Python(exception)) => {
            same!(exception.message, "this module cannot be imported");
            same!(exception.type_name, "builtins.RuntimeError");
        }
        other => return Err(format!("{other:?}").into()),
    }
    Ok(())
}

fn a_thousand_nested_calls_are_one_round_trip(_: &Session) -> Outcome {
    let nested = (0..1000).fold(Call::of(-5), |inner, _| Call::to("builtins.abs").arg(inner));
    same!(nested.get::<i64>()?, 5);
    Ok(())
}
