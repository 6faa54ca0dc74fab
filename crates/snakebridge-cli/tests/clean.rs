//! `snakebridge clean`, in a cache of its own.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

struct Cache(tempfile::TempDir);

impl Cache {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// An environment for `numpy`, as it looks when it was given to these projects so many days ago.
    fn environment(&self, name: &str, projects: &[&Path], days: u32) -> PathBuf {
        let dir = self.0.path().join("cache/environments").join(name);
        fs::create_dir_all(&dir).expect("folders can be made");
        let python = std::env::current_exe().expect("the test runs");
        let interpreter = serde_json::json!({
            "path": python, "version": [3, 11, 7], "implementation": "cpython", "abi": "cpython-311",
            "platform": "linux-x86_64", "prefix": dir, "base_prefix": "/", "executable": python,
            "base_executable": python,
        });
        let marker = serde_json::json!({
            "requirements": ["numpy>=2"], "pins": [], "installer": "pip", "interpreter": interpreter,
            "packages": [{"name": "numpy", "version": "2.1.0", "record": null}],
        });
        fs::write(dir.join("snakebridge.json"), marker.to_string()).expect("files can be written");
        let used: serde_json::Map<String, serde_json::Value> =
            projects.iter().map(|root| (root.to_string_lossy().into_owned(), 1.into())).collect();
        let uses = dir.join("snakebridge.uses.json");
        fs::write(&uses, serde_json::json!({"projects": used}).to_string()).expect("files can be written");
        let then = SystemTime::now() - days * DAY;
        for path in [uses, dir.clone()] {
            File::open(path).and_then(|file| file.set_modified(then)).expect("times can be set");
        }
        dir
    }

    fn project(&self, configuration: &str) -> PathBuf {
        let root = self.0.path().join("project");
        fs::create_dir_all(&root).expect("folders can be made");
        fs::write(root.join("snakebridge.toml"), configuration).expect("files can be written");
        root
    }

    fn clean(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge"));
        command.arg("clean").args(arguments).env("SNAKEBRIDGE_CACHE", self.0.path().join("cache"));
        let output = command.output().expect("the command is built");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }
}

#[test]
fn only_what_nobody_uses_any_more_goes() {
    let cache = Cache::new();
    let root = cache.project("[libraries]\nnumpy = \">=2\"\n");
    let gone = cache.0.path().join("gone");
    let referred = cache.environment("referred", &[&gone, &root], 400);
    let orphaned = cache.environment("orphaned", &[&gone], 0);
    let old = cache.environment("old", &[], 31);
    let recent = cache.environment("recent", &[], 29);
    let unfinished = cache.0.path().join("cache/environments/unfinished");
    fs::create_dir(&unfinished).expect("folders can be made");

    let told = cache.clean(&["--dry-run"]);
    assert!(told.contains("would remove") && told.contains("was not used for 31 days"), "{told}");
    assert!([&referred, &orphaned, &old, &recent, &unfinished].into_iter().all(|dir| dir.is_dir()));

    let told = cache.clean(&[]);
    assert!(told.contains(&format!("`{}` refers to it", root.display())), "{told}");
    assert!(referred.is_dir() && recent.is_dir());
    assert!([&orphaned, &old, &unfinished].into_iter().all(|dir| !dir.exists()), "{told}");

    cache.project("[libraries]\nnumpy = \">=3\"\n");
    cache.clean(&["--days", "10"]);
    assert!(!referred.exists() && !recent.exists());
}

#[test]
fn all_is_all() {
    let cache = Cache::new();
    let root = cache.project("[libraries]\nnumpy = \">=2\"\n");
    let dir = cache.environment("referred", &[&root], 0);
    cache.clean(&["--all"]);
    assert!(!dir.exists());
}
