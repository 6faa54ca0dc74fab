//! Real environments, made with the Python of this machine from wheels that the tests build: no network.

use crate::clean;
use crate::environment::{Environment, Kind, Request, provision_in};
use crate::surroundings::Surroundings;
use crate::testing::{real_python, script, wheel};
use crate::{EnvironmentError, InstallFailure, Progress, process};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with wheels, and a cache.
struct Project {
    folder: tempfile::TempDir,
    surroundings: Surroundings,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let wheels = folder.path().join("wheels");
        wheel(&wheels, "toy", "1.0");
        wheel(&wheels, "toy", "2.0");
        let bin = folder.path().join("bin");
        fs::create_dir(&bin).unwrap();
        // A link elsewhere would lose the standard library of some installations; a link of a link is what `venv` makes.
        std::os::unix::fs::symlink(real_python(), bin.join("python3")).unwrap();
        let surroundings = Surroundings::for_test(folder.path())
            .with(
                "PATH",
                std::env::join_paths([bin.as_path(), Path::new("/usr/bin"), Path::new("/bin")]).unwrap(),
            )
            .with("PIP_NO_INDEX", "1")
            .with("PIP_FIND_LINKS", &wheels)
            .with("SNAKEBRIDGE_UV", "0");
        Self { folder, surroundings }
    }

    fn request(&self, requirements: &[&str], pins: &[&str]) -> Request {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        Request {
            requirements: owned(requirements),
            pins: owned(pins),
            root: self.folder.path().to_path_buf(),
            ..Request::default()
        }
    }

    fn provision(&self, requirements: &[&str], pins: &[&str]) -> Result<Environment, EnvironmentError> {
        provision_in(&self.surroundings, &self.request(requirements, pins), &mut |_| {})
    }
}

fn dir_of(environment: &Environment) -> (PathBuf, bool) {
    match &environment.kind {
        Kind::Managed { dir, cached, .. } => (dir.clone(), *cached),
        kind => panic!("{kind:?} is not managed"),
    }
}

fn version_of_toy(environment: &Environment) -> String {
    let output = Command::new(&environment.interpreter.path)
        .args(["-I", "-c", "import toy; print(toy.VERSION)"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn made_once_then_found_without_starting_anything() {
    let project = Project::new();
    let made = project.provision(&["toy"], &[]).unwrap();
    let (dir, cached) = dir_of(&made);
    assert!(!cached);
    assert_eq!(version_of_toy(&made), "2.0");
    assert!(made.interpreter.is_venv());
    assert_eq!(made.interpreter.path, dir.join("bin/python"));
    let [toy] = made.packages.as_slice() else { panic!("{:?}", made.packages) };
    assert_eq!((toy.name.as_str(), toy.version.as_str()), ("toy", "2.0"));
    assert_eq!(toy.record.as_ref().unwrap().len(), 64);
    let compiled = walk(&dir).into_iter().any(|path| path.to_string_lossy().contains("__pycache__/toy."));
    assert!(compiled, "the package is compiled to bytecode");

    let mut steps = Vec::new();
    let request = project.request(&[" toy ", "toy"], &[]);
    let offline = project.surroundings.clone().with("SNAKEBRIDGE_OFFLINE", "1");
    let started = process::STARTED.get();
    let found = provision_in(&offline, &request, &mut |step| steps.push(step)).unwrap();
    assert_eq!(process::STARTED.get(), started, "a process was started");
    assert_eq!(dir_of(&found), (dir.clone(), true));
    assert_eq!((&found.packages, &found.interpreter), (&made.packages, &made.interpreter));
    assert_eq!(steps, [Progress::Searching { wanted: None }, Progress::Cached { dir }]);
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().unwrap().is_dir() {
            found.extend(walk(&entry.path()));
        }
        found.push(entry.path());
    }
    found
}

#[test]
fn files_of_the_project_do_not_get_in_the_way() {
    let project = Project::new();
    for name in ["json.py", "pip.py", "venv.py", "sysconfig.py", "compileall.py"] {
        fs::write(project.folder.path().join(name), "raise SystemExit('in the way')").unwrap();
    }
    let surroundings = project.surroundings.clone().with("PYTHONPATH", project.folder.path());
    let made = provision_in(&surroundings, &project.request(&["toy"], &[]), &mut |_| {}).unwrap();
    assert_eq!(version_of_toy(&made), "2.0");
}

#[test]
fn an_interrupted_one_is_made_again() {
    let project = Project::new();
    let (dir, _) = dir_of(&project.provision(&["toy"], &[]).unwrap());
    fs::remove_file(dir.join("snakebridge.json")).unwrap();
    fs::write(dir.join("leftover"), "").unwrap();
    let mut steps = Vec::new();
    let request = project.request(&["toy"], &[]);
    let again = provision_in(&project.surroundings, &request, &mut |step| steps.push(step)).unwrap();
    assert_eq!(dir_of(&again), (dir.clone(), false));
    assert!(!dir.join("leftover").exists());
    assert!(steps.contains(&Progress::Discarding { dir }), "{steps:?}");

    // Its interpreter has gone: it is made again too.
    let python = &again.interpreter.path;
    fs::remove_file(python).unwrap();
    std::os::unix::fs::symlink("/nowhere/python", python).unwrap();
    let again = project.provision(&["toy"], &[]).unwrap();
    assert_eq!(version_of_toy(&again), "2.0");
}

#[test]
fn what_a_killed_process_has_started_keeps_the_lock() {
    let project = Project::new();
    let path = project.folder.path().join("lock");
    let open = || File::options().create(true).truncate(false).read(true).write(true).open(&path).unwrap();
    let lock = open();
    lock.lock().unwrap();
    let surroundings = project.surroundings.holding(&lock).unwrap();
    let mut child = surroundings.command(Path::new("/bin/sleep")).arg("60").spawn().unwrap();
    drop((surroundings, lock));
    assert!(open().try_lock().is_err());
    child.kill().unwrap();
    child.wait().unwrap();
    open().try_lock().unwrap();
}

#[test]
fn of_several_at_once_one_makes_it() {
    let project = Project::new();
    let made: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| project.provision(&["toy==1.0"], &[]).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let new = made.iter().filter(|environment| !dir_of(environment).1).count();
    assert_eq!(new, 1);
    assert!(made.iter().all(|environment| version_of_toy(environment) == "1.0"));
}

#[test]
fn a_lock_is_obeyed_and_what_it_was_made_from_is_reused() {
    let project = Project::new();
    let newest = project.provision(&["toy"], &[]).unwrap();
    let same = project.provision(&["toy"], &["toy==2.0", "elsewhere==1"]).unwrap();
    assert_eq!(dir_of(&same), (dir_of(&newest).0, true));
    let pinned = project.provision(&["toy"], &["toy==1.0"]).unwrap();
    assert!(!dir_of(&pinned).1);
    assert_eq!(version_of_toy(&pinned), "1.0");
}

#[test]
fn a_file_is_a_requirement_and_its_change_makes_another_environment() {
    let project = Project::new();
    let file = "./wheels/toy-1.0-py3-none-any.whl";
    let first = project.provision(&[file], &[]).unwrap();
    assert_eq!(version_of_toy(&first), "1.0");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    let path = project.folder.path().join(file);
    File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
    let second = project.provision(&[file], &[]).unwrap();
    assert_ne!(dir_of(&first).0, dir_of(&second).0);
}

#[test]
fn failures_say_what_to_do() {
    let project = Project::new();
    let error = project.provision(&["toy==9"], &[]).unwrap_err();
    assert!(
        matches!(&error, EnvironmentError::Install { failure: InstallFailure::NoSuchVersion { available, .. }, .. }
            if *available == ["1.0", "2.0"]),
        "{error:?}"
    );
    assert!(error.to_string().contains("there are 2.0, 1.0; ask for another version"), "{error}");
    let error = project.provision(&["no-such-toy"], &[]).unwrap_err().to_string();
    assert!(error.contains("no package `no-such-toy`") && error.contains("spelling"), "{error}");

    let offline = project.surroundings.clone().with("SNAKEBRIDGE_OFFLINE", "1");
    let request = project.request(&["toy"], &[]);
    let error = provision_in(&offline, &request, &mut |_| {}).unwrap_err().to_string();
    assert!(error.contains("`toy` must be installed") && error.contains("SNAKEBRIDGE_OFFLINE"), "{error}");
    let left = fs::read_dir(project.folder.path().join("cache/environments")).unwrap().flatten();
    assert!(left.into_iter().all(|entry| entry.path().is_file()), "only locks are left behind");
}

#[test]
fn what_is_named_is_used_as_it_is() {
    let project = Project::new();
    let venv = dir_of(&project.provision(&["toy==1.0"], &[]).unwrap()).0;
    let named = |venv: &Path, requirements: &[&str]| {
        let request = Request { venv: Some(venv.to_path_buf()), ..project.request(requirements, &[]) };
        provision_in(&project.surroundings, &request, &mut |_| {})
    };
    let environment = named(&venv, &["toy"]).unwrap();
    assert_eq!(environment.kind, Kind::Venv);
    assert_eq!(environment.packages.len(), 1);
    assert_eq!(environment.reason, "`python.venv` names it");

    let started = process::STARTED.get();
    named(&venv, &["toy"]).unwrap();
    assert_eq!(process::STARTED.get(), started, "a process was started");

    let error = named(&venv, &["toy>=2", "other"]).unwrap_err().to_string();
    assert!(error.contains("lacks `other`, `toy>=2` (it has 1.0); run `uv pip install --python "), "{error}");
    assert!(error.ends_with("bin/python 'other' 'toy>=2'`"), "{error}");

    // What is uninstalled behind our back is noticed.
    let library = venv.join("lib").join(format!("python3.{}", environment.interpreter.version.1));
    fs::remove_dir_all(library.join("site-packages/toy-1.0.dist-info")).unwrap();
    assert!(named(&venv, &["toy"]).is_err());

    let set = project.surroundings.clone().with("SNAKEBRIDGE_PYTHON", &venv);
    let environment = provision_in(&set, &project.request(&[], &[]), &mut |_| {}).unwrap();
    assert_eq!(environment.reason, "`SNAKEBRIDGE_PYTHON` names it");
    let request = Request { version: Some("3.99".to_owned()), ..project.request(&[], &[]) };
    let error = provision_in(&set, &request, &mut |_| {}).unwrap_err().to_string();
    assert!(error.contains("wanted is `3.99`; change `SNAKEBRIDGE_PYTHON` or `python.version`"), "{error}");
}

#[test]
fn nothing_required_needs_no_environment() {
    let project = Project::new();
    let environment = project.provision(&[], &[]).unwrap();
    assert!(environment.packages.is_empty());
    assert!(!matches!(environment.kind, Kind::Managed { .. }));
    assert!(!project.folder.path().join("cache/environments").exists());
}

#[test]
fn uv_is_told_what_pip_knows() {
    let project = Project::new();
    let uv = project.folder.path().join("uv");
    script(&uv, r#"echo "$@ | $UV_NO_INDEX | $UV_FIND_LINKS | $PYTHONPATH | $UV_TARGET" >&2; exit 1"#);
    let surroundings = project
        .surroundings
        .clone()
        .with("SNAKEBRIDGE_UV", &uv)
        .with("UV_TARGET", "/x")
        .with("PYTHONPATH", "/x");
    let request = project.request(&["toy>=1"], &["toy==1.0"]);
    let error = provision_in(&surroundings, &request, &mut |_| {}).unwrap_err();
    let EnvironmentError::Install { failure: InstallFailure::Other { tail }, installer, .. } = error else {
        panic!()
    };
    assert_eq!(installer, "uv");
    assert!(tail.starts_with("pip install --python "), "{tail}");
    assert!(tail.contains("constraints.txt toy>=1 | 1 | "), "{tail}");
    assert!(tail.ends_with("/wheels |  |"), "{tail}");
}

#[test]
fn who_uses_an_environment_is_noted_and_it_can_be_removed() {
    let project = Project::new();
    let made = project.provision(&["toy"], &[]).unwrap();
    let (dir, _) = dir_of(&made);
    let [environment] = clean::list(&project.surroundings).unwrap().try_into().unwrap();
    assert_eq!(environment.dir, dir);
    assert_eq!(environment.projects, [project.folder.path()]);
    assert!(environment.serves(&project.request(&["toy"], &["toy==2.0"])));
    assert!(!environment.serves(&project.request(&["toy"], &["toy==1.0"])));
    assert!(!environment.serves(&project.request(&["toy==2.0"], &[])));
    assert!(environment.size() > 100 && environment.last_used.is_some());
    // While somebody makes it, it stays.
    let lock = File::open(dir.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    assert!(!environment.remove().unwrap() && dir.is_dir());
    drop(lock);
    assert!(environment.remove().unwrap() && !dir.exists());
    assert!(clean::list(&project.surroundings).unwrap().is_empty());
    let (_, cached) = dir_of(&project.provision(&["toy"], &[]).unwrap());
    assert!(!cached);
}

#[test]
fn what_was_interrupted_is_listed_as_such() {
    let project = Project::new();
    let dir = project.folder.path().join("cache/environments/0123");
    fs::create_dir_all(&dir).unwrap();
    let [environment] = clean::list(&project.surroundings).unwrap().try_into().unwrap();
    assert_eq!((environment.dir.as_path(), environment.contents.is_none()), (dir.as_path(), true));
}
