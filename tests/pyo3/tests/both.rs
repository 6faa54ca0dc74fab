//! One process, one Python, two ways to use it. `PYO3_PYTHON` names the interpreter for both.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use snakebridge::pyo3::{ObjectExt, SessionExt};
use snakebridge::{Bridge, Call, Engine, Error, Object, Session};

fn python() -> std::ffi::OsString {
    std::env::var_os("PYO3_PYTHON").expect("`PYO3_PYTHON` names the interpreter")
}

fn session() -> Session {
    let bridge = Bridge::builder().engine(Engine::Embed).python(python()).build();
    bridge.expect("Python is there").session()
}

#[test]
fn objects_are_the_very_objects() {
    let session = session();
    // SnakeBridge starts Python, or joins it, whichever test comes first.
    let list = session.to("builtins.list").arg([1, 2]).object().expect("a list");
    Python::attach(|py| {
        let bound = list.to_bound(py).expect("it lives here");
        bound.cast::<PyList>().expect("it is a list").append(3).expect("it can be appended to");
        let back = session.object_from(&bound).expect("it can be held");
        assert_eq!(back, list);
        assert_eq!(back.type_name(), "builtins.list");
    });
    assert_eq!(list.get::<Vec<i64>>().expect("numbers"), [1, 2, 3]);
}

#[test]
fn what_pyo3_makes_is_an_argument_and_outlives_it() {
    let session = session();
    session.to("builtins.len").arg("").run().expect("Python runs");
    let dict: Object = Python::attach(|py| {
        let dict = PyDict::new(py);
        dict.set_item("answer", 42).expect("it takes it");
        session.object_from(&dict).expect("it can be held")
    });
    assert_eq!(dict.item("answer").get::<i64>().expect("it is there"), 42);
    let sum: i64 = session.to("builtins.sum").arg(dict.method("values")).get().expect("a number");
    assert_eq!(sum, 42);
    let missing = Python::attach(|py| {
        let bound = dict.to_bound(py).expect("it lives here");
        bound.get_item("no such key").map(drop).unwrap_err().is_instance_of::<PyKeyError>(py)
    });
    assert!(missing);
}

#[test]
fn calls_go_from_an_attached_thread_too() {
    let session = session();
    let root = |number: f64| session.to("math.sqrt").arg(number).get::<f64>().expect("a root");
    assert_eq!(root(4.0), 2.0);
    Python::attach(|py| {
        assert_eq!(root(9.0), 3.0);
        let math = py.import("math").expect("it is there");
        let floor =
            session.object_from(&math.getattr("floor").expect("it is there")).expect("it can be held");
        assert_eq!(floor.invoke().arg(2.5).get::<i64>().expect("a number"), 2);
        py.detach(|| assert_eq!(root(16.0), 4.0));
    });
    assert_eq!(root(25.0), 5.0);
    let threads: Vec<_> = (0..4)
        .map(|number| {
            let session = session.clone();
            std::thread::spawn(move || {
                for round in 0..200 {
                    let text = Python::attach(|py| {
                        session.object_from(&(number * 1000 + round).into_pyobject(py).unwrap())
                    });
                    let text: String =
                        Call::to("builtins.str").arg(text.expect("it can be held")).get().expect("text");
                    assert_eq!(text, (number * 1000 + round).to_string());
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().expect("no thread panics"));
}

#[test]
fn objects_of_a_worker_are_out_of_reach() {
    let _runs = session().facts().expect("Python runs");
    let worker =
        Bridge::builder().engine(Engine::Worker).python(python()).build().expect("Python is there").session();
    let list = worker.to("builtins.list").object().expect("a list");
    let refused = Python::attach(|py| list.to_bound(py).map(drop)).unwrap_err();
    assert!(
        matches!(&refused, Error::Environment(_)) && refused.to_string().contains("another process"),
        "{refused}"
    );
}
