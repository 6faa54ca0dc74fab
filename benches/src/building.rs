//! A [`Program`] to run a build script for, and what Pythons that script starts.

use crate::Outcome;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// How many libraries the program uses.
pub const LIBRARIES: usize = 20;
/// How many of their functions, to begin with.
pub const SYMBOLS: usize = 300;
/// How many files it has beside its root.
const FILES: usize = 100;

/// Says which functions there are, a library and its functions in each line. The first is that with the most.
const SURVEY: &str = "
import importlib
names = '''os socket math operator shutil random inspect asyncio ast statistics subprocess tempfile threading decimal logging
locale signal time calendar cmath functools itertools string re types typing struct zlib token tokenize pickle codecs gc sys
warnings traceback unittest contextlib heapq textwrap email html bisect copy json urllib.parse'''.split()
found = {}
for name in names:
    module = importlib.import_module(name)
    own = [each for each in dir(module) if each.replace('_', 'x').isalnum() and each[0].islower() and each[-1] != '_' and callable(getattr(module, each))]
    if len(own) >= 15 and '.' not in name:
        found[name] = own
for name in sorted(found, key=lambda name: -len(found[name]))[:20]:
    print(name, *found[name])
";

/// A program on disk that uses Python in many files.
#[derive(Debug)]
pub struct Program {
    folder: TempDir,
    script: PathBuf,
    /// The library that is used more and more of.
    pub growing: String,
    /// Functions of that library which are not used yet.
    unused: Vec<String>,
    used: String,
}

impl Program {
    /// Writes the program; `script` is what builds it, and `further` how often it can [use another](Self::use_another)
    /// function.
    ///
    /// # Errors
    /// When Python cannot be asked, has too few functions, or files cannot be written.
    pub fn write(python: &Path, script: &str, further: usize) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("snakebridge-bench-").tempdir()?;
        let root = folder.path();
        let libraries = survey(python)?;
        let (growing, functions) = libraries.first().ok_or("Python has no libraries")?.clone();
        let unused: Vec<String> = functions.into_iter().skip(SYMBOLS / LIBRARIES).take(further).collect();
        if libraries.len() < LIBRARIES || unused.len() < further {
            return Err("Python has too few functions".into());
        }
        counting_environment(python, root)?;

        let listed: String = libraries.iter().map(|(name, _)| format!("{name} = \"stdlib\"\n")).collect();
        fs::write(
            root.join("snakebridge.toml"),
            format!("[python]\nvenv = \"venv\"\n[libraries]\n{listed}"),
        )?;
        fs::write(root.join("Cargo.toml"), "[package]\nname = \"measured\"\n[workspace]\n")?;
        let sources = root.join("src");
        fs::create_dir(&sources)?;
        let modules: String = (0..FILES).map(|number| format!("mod part_{number};\n")).collect();
        fs::write(sources.join("main.rs"), format!("snakebridge::bindings!();\nmod growing;\n{modules}"))?;
        fs::write(sources.join("growing.rs"), "")?;
        let each = SYMBOLS / LIBRARIES;
        let symbols: Vec<(&str, &str)> = libraries
            .iter()
            .flat_map(|(name, functions)| {
                functions.iter().take(each).map(move |function| (name.as_str(), function.as_str()))
            })
            .collect();
        for (number, part) in symbols.chunks(SYMBOLS / FILES).enumerate() {
            fs::write(sources.join(format!("part_{number}.rs")), source(part)?)?;
        }
        Ok(Self { script: script.into(), growing, unused, used: String::new(), folder })
    }

    /// Runs the build script as Cargo does.
    ///
    /// # Errors
    /// When it fails: with what it said.
    pub fn build(&self) -> Outcome<()> {
        let root = self.folder.path();
        let mut command = Command::new(&self.script);
        command.current_dir(root).env("CARGO_MANIFEST_DIR", root).env("OUT_DIR", root.join("out"));
        for name in ["SNAKEBRIDGE_PYTHON", "SNAKEBRIDGE_STRICT"] {
            command.env_remove(name);
        }
        let output = command.output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }

    /// Uses one more function of the growing library.
    ///
    /// # Errors
    /// When there is none, or the file cannot be written.
    pub fn use_another(&mut self) -> Outcome<()> {
        let function = self.unused.pop().ok_or("there is no other function")?;
        writeln!(
            self.used,
            "fn f_{function}() {{ let _function = crate::py::{}::{function}; }}",
            self.growing
        )?;
        Ok(fs::write(self.folder.path().join("src/growing.rs"), &self.used)?)
    }

    /// The command lines of all Pythons of the program's environment that were started.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn starts(&self) -> Outcome<Vec<String>> {
        Ok(fs::read_to_string(self.log())?.lines().map(str::to_owned).collect())
    }

    /// Forgets what was started.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_starts(&self) -> Outcome<()> {
        Ok(fs::write(self.log(), "")?)
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("starts")
    }
}

fn survey(python: &Path) -> Outcome<Vec<(String, Vec<String>)>> {
    let output = Command::new(python).args(["-W", "ignore", "-c", SURVEY]).output()?;
    let text = String::from_utf8(output.stdout)?;
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let libraries = text.lines().map(words).filter(|words| !words.is_empty());
    Ok(libraries.map(|mut words| (words.remove(0), words)).collect())
}

/// A virtual environment whose Python writes down that it was started.
fn counting_environment(python: &Path, root: &Path) -> Outcome<()> {
    let made =
        Command::new(python).args(["-m", "venv", "--without-pip", "venv"]).current_dir(root).status()?;
    if !made.success() {
        return Err("no virtual environment can be made".into());
    }
    let inside = root.join("venv").join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let asked = Command::new(inside)
        .args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
        .output()?;
    let packages = PathBuf::from(String::from_utf8(asked.stdout)?.trim());
    let log = root.join("starts");
    let line =
        format!("import sys; print(*getattr(sys, 'orig_argv', ['--request']), file=open({log:?}, 'a'))\n");
    Ok(fs::write(packages.join("sitecustomize.py"), line)?)
}

/// A file as a program has them: mostly something else than calls of Python.
fn source(uses: &[(&str, &str)]) -> Outcome<String> {
    let mut text = "use std::collections::BTreeMap;\n\n".to_owned();
    for (library, function) in uses {
        writeln!(text, "use crate::py::{library} as {library}_{function};\n")?;
        writeln!(text, "/// Refers to `{library}.{function}`.\npub fn {function}() {{")?;
        writeln!(text, "    let _function = {library}_{function}::{function};\n}}\n")?;
        for number in 0..5 {
            writeln!(
                text,
                "/// Counts words.\nfn counted_{function}_{number}(lines: &[&str]) -> BTreeMap<String, usize> {{
    let mut counted = BTreeMap::new();
    for word in lines.iter().flat_map(|line| line.split_whitespace()) {{
        *counted.entry(word.to_owned()).or_default() += 1;
    }}
    println!(\"{{}} words: {{counted:?}}\", counted.len());
    counted
}}\n"
            )?;
        }
    }
    Ok(text)
}
