//! What differs between two locks.

use snakebridge_model::Lock;
use std::collections::BTreeSet;

/// Each difference, for people; nothing if there was no lock.
pub(crate) fn of_locks(old: Option<&Lock>, new: &Lock) -> Vec<String> {
    let Some(old) = old else { return vec!["there is none yet".to_owned()] };
    let mut lines = Vec::new();
    let mut differs = |what: &str, from: &str, to: &str| {
        if from != to {
            lines.push(format!("{what}: `{from}` -> `{to}`"));
        }
    };
    differs("python", &old.python.version, &new.python.version);
    differs("abi", &old.python.abi, &new.python.abi);
    differs("platform", &old.python.platform, &new.python.platform);
    let stubs = |lock: &Lock| {
        let stubs = lock.stubs.as_ref();
        stubs.map_or_else(|| "none".to_owned(), |stubs| format!("{} {}", stubs.package, stubs.version))
    };
    differs("stubs", &stubs(old), &stubs(new));
    for name in old.packages.keys().chain(new.packages.keys()).collect::<BTreeSet<_>>() {
        match (old.packages.get(name), new.packages.get(name)) {
            (Some(from), Some(to)) if from.version != to.version => {
                lines.push(format!("{name}: {} -> {}", from.version, to.version));
            }
            (Some(from), Some(to)) if from.record != to.record => {
                lines.push(format!("{name}: {} again, with other files", to.version));
            }
            (None, Some(to)) => lines.push(format!("{name}: {} added", to.version)),
            (Some(from), None) => lines.push(format!("{name}: {} removed", from.version)),
            _ => {}
        }
    }
    for name in old.own.keys().chain(new.own.keys()).collect::<BTreeSet<_>>() {
        if old.own.get(name) != new.own.get(name) {
            lines.push(format!("{name}: its files have changed"));
        }
    }
    if old.configuration != new.configuration {
        lines.push("`snakebridge.toml` has changed".to_owned());
    }
    if old.generator != new.generator {
        lines.push("SnakeBridge is another one".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use snakebridge_model::{LockedPackage, LockedPython};

    #[test]
    fn every_difference_has_a_line() {
        let package = |version: &str| LockedPackage { version: version.into(), record: Some(version.into()) };
        let python = LockedPython { version: "3.11.7".into(), abi: "a".into(), platform: "p".into() };
        let old = Lock {
            version: 1,
            generator: "g".into(),
            configuration: "c".into(),
            python: python.clone(),
            packages: [("toy".into(), package("1.0")), ("gone".into(), package("1"))].into(),
            own: [("own".into(), "1".into())].into(),
            stubs: None,
        };
        assert!(of_locks(Some(&old), &old).is_empty());
        let new = Lock {
            python: LockedPython { version: "3.12.1".into(), ..python },
            packages: [("toy".into(), package("2.0")), ("new".into(), package("3"))].into(),
            own: [("own".into(), "2".into())].into(),
            generator: "h".into(),
            ..old.clone()
        };
        let expected = [
            "python: `3.11.7` -> `3.12.1`",
            "gone: 1 removed",
            "new: 3 added",
            "toy: 1.0 -> 2.0",
            "own: its files have changed",
            "SnakeBridge is another one",
        ];
        assert_eq!(of_locks(Some(&old), &new), expected);
        assert_eq!(of_locks(None, &new), ["there is none yet"]);
    }
}
