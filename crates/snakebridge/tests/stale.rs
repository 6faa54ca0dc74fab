//! Wrappers that were made for another version than is installed: what a program is told at start, and when a call fails.
//! What is registered is registered for the whole process, so the library has a name that no other test uses.

#[path = "observing/listener.rs"]
#[expect(dead_code, reason = "it is made for more")]
mod listener;

use listener::Listener;
use snakebridge::{Bridge, BridgeBuilder, Error, Hint, Object, Session, StalePolicy};
use snakebridge_testkit::oldest_middle_newest;
use std::fs;
use std::path::Path;

snakebridge::codegen::made_for!("stale_toy", "stale-toy", "1.0");
snakebridge::codegen::made_for!("same_toy", "same-toy", "3.1.0");
snakebridge::codegen::made_for!("absent_toy", "absent-toy", "1.0");

/// A folder with libraries as an installer leaves them.
fn installed(stale: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    };
    write("stale_toy.py", "def f(x): return x\nclass C:\n    def m(self): return 1\n");
    write(&format!("stale_toy-{stale}.dist-info/METADATA"), "");
    write("same_toy.py", "def f(x): return x\n");
    write("same_toy-3.1.dist-info/METADATA", "");
    folder
}

fn bridge(folder: &Path) -> BridgeBuilder {
    Bridge::builder().python(&oldest_middle_newest()[0].path).search_path(folder)
}

fn hints(error: &Error) -> Vec<Hint> {
    error.exception().map(|exception| exception.hints.clone()).unwrap_or_default()
}

fn calls(session: &Session) -> [Vec<Hint>; 4] {
    let unexpected = session.to("stale_toy.f").arg(1).kwarg("y", 2).run().expect_err("there is no `y`");
    let object: Object = session.to("stale_toy.C").object().expect("it can be made");
    let method = object.method("m").kwarg("z", 1).run().expect_err("there is no `z`");
    let same = session.to("same_toy.f").kwarg("y", 2).run().expect_err("there is no `y`");
    let other = session.to("stale_toy.f").arg(1).item("a").run().expect_err("an int has no items");
    [unexpected, method, same, other].map(|error| hints(&error))
}

#[test]
fn a_mismatch_is_told_once_at_start_and_by_the_errors_that_may_come_of_it() {
    let listener = Listener::default();
    let folder = installed("2.0");
    let told = tracing::subscriber::with_default(listener.clone(), || {
        let bridge = bridge(folder.path()).stale(StalePolicy::Warn).build().expect("there is a Python");
        let session = bridge.session();
        let [unexpected, method, same, other] = calls(&session);
        let expected = Hint::OtherVersion {
            library: "stale_toy".to_owned(),
            made_for: "1.0".to_owned(),
            installed: "2.0".to_owned(),
        };
        assert_eq!(unexpected, std::slice::from_ref(&expected));
        assert_eq!(method, [expected]);
        assert!(same.is_empty() && other.is_empty(), "{same:?} {other:?}");
        // A second interpreter tells nothing new.
        let again = bridge.session();
        again.to("stale_toy.f").arg(1).run().expect("it is callable");
        listener.events()
    });
    let messages = told.iter().filter_map(|event| event.field("message"));
    let told: Vec<&str> = messages.filter(|message| message.contains("were made for")).collect();
    assert_eq!(told, ["the wrappers of `stale_toy` were made for 1.0, and 2.0 is installed"]);
}

#[test]
fn with_the_policy_error_no_worker_starts() {
    let folder = installed("2.1");
    let bridge = bridge(folder.path()).stale(StalePolicy::Error).build().expect("there is a Python");
    match bridge.session().to("same_toy.f").arg(1).run() {
        Err(Error::Environment(environment)) => {
            assert_eq!(
                environment.what,
                "the wrappers of `stale_toy` were made for 1.0, and 2.1 is installed"
            );
            assert!(environment.fix.contains("build again"), "{}", environment.fix);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn with_the_right_version_nothing_is_said() {
    let folder = installed("1.0");
    let bridge = bridge(folder.path()).stale(StalePolicy::Error).build().expect("there is a Python");
    let [unexpected, method, same, other] = calls(&bridge.session());
    assert!(unexpected.is_empty() && method.is_empty() && same.is_empty() && other.is_empty());
}

#[test]
fn ignored_it_still_explains_what_fails() {
    let folder = installed("2.2");
    let bridge = bridge(folder.path()).stale(StalePolicy::Ignore).build().expect("there is a Python");
    let error = bridge.session().to("stale_toy.f").kwarg("y", 2).run().expect_err("there is no `y`");
    let text = error.to_string();
    assert!(text.contains("were made for 1.0, and 2.2 is installed: build the program again"), "{text}");
}
