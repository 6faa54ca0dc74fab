//! A package that uses Python, in a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Output};

pub(crate) struct Package(tempfile::TempDir);

/// How a run ended.
pub(crate) struct Ran(Output);

impl Package {
    pub(crate) fn new() -> Self {
        let package = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        package.write("Cargo.toml", "[package]\nname = \"demo\"\n");
        package
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The files that are committed, by name.
    pub(crate) fn committed(&self) -> BTreeMap<String, String> {
        let names = ["snakebridge.manifest.json", "snakebridge.lock"];
        names.into_iter().map(|name| (name.to_owned(), self.read(name))).collect()
    }

    /// Files that were begun and never finished.
    pub(crate) fn unfinished(&self) -> Vec<String> {
        let folders = [self.root().to_path_buf(), self.root().join("out")];
        let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with('.')).collect()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge"));
        command.arg("generate").args(arguments).current_dir(self.root());
        command
    }

    pub(crate) fn generate(&self, arguments: &[&str]) -> Ran {
        Ran(self.command(arguments).output().expect("the command is built"))
    }

    /// Runs with no file allowed to get larger than so many bytes.
    #[cfg(target_os = "linux")]
    pub(crate) fn limited(&self, bytes: u64, arguments: &[&str]) -> ExitStatus {
        let mut command = Command::new("prlimit");
        command
            .args(["--core=0", &format!("--fsize={bytes}:{bytes}")])
            .arg(env!("CARGO_BIN_EXE_snakebridge"));
        command.arg("generate").args(arguments).current_dir(self.root());
        command.output().expect("`prlimit` (util-linux) is there").status
    }
}

impl Ran {
    /// What it told; it has to have succeeded.
    pub(crate) fn success(self) -> String {
        let told = String::from_utf8_lossy(&self.0.stderr).into_owned();
        assert!(self.0.status.success(), "{told}");
        told
    }

    /// What it told; it has to have failed.
    pub(crate) fn failure(self) -> String {
        let told = String::from_utf8_lossy(&self.0.stderr).into_owned();
        assert!(!self.0.status.success(), "it succeeded");
        told
    }

    /// What it printed; it has to have succeeded.
    pub(crate) fn printed(self) -> String {
        let told = String::from_utf8_lossy(&self.0.stderr).into_owned();
        assert!(self.0.status.success(), "{told}");
        String::from_utf8(self.0.stdout).expect("results are text")
    }
}
