//! The disk as a run sees it: everything that is looked at is noted, so that a later run can tell whether it would see the same.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is asked of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// What is in a file.
    Text,
    /// The text of a file of Rust: only what it uses of Python matters.
    Source,
    /// Whether there is something.
    Exists,
    /// Whether it is a file.
    File,
    /// Whether it is a folder.
    Folder,
    /// The names in a folder.
    Names,
    /// The `.rs` files below a folder.
    RustFiles,
    /// The `.ex` and `.exs` files below a folder.
    ElixirFiles,
    /// The `.py` files and stubs below a folder, or the file itself.
    PythonFiles,
}

/// Something that was looked at, and what was there; `None` where there was nothing of the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) look: Look,
    pub(crate) path: PathBuf,
    pub(crate) found: Option<Vec<u8>>,
}

/// The disk, and what was looked at.
#[derive(Debug, Default)]
pub(crate) struct Disk(RefCell<Vec<Seen>>);

impl Disk {
    /// Reads a text.
    pub(crate) fn text(&self, path: &Path) -> io::Result<String> {
        self.read(Look::Text, path)
    }

    /// Reads a file of Rust.
    pub(crate) fn source(&self, path: &Path) -> io::Result<String> {
        self.read(Look::Source, path)
    }

    /// Reads a file that need not be text.
    pub(crate) fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.look(Look::Text, path)
    }

    pub(crate) fn exists(&self, path: &Path) -> bool {
        self.look(Look::Exists, path).is_some()
    }

    pub(crate) fn is_file(&self, path: &Path) -> bool {
        self.look(Look::File, path).is_some()
    }

    pub(crate) fn is_folder(&self, path: &Path) -> bool {
        self.look(Look::Folder, path).is_some()
    }

    /// The paths of what is in a folder, sorted; none if it is no folder.
    pub(crate) fn entries(&self, folder: &Path) -> Vec<PathBuf> {
        paths(folder, &self.look(Look::Names, folder).unwrap_or_default())
    }

    /// The `.rs` files below a folder, sorted.
    pub(crate) fn rust_files(&self, folder: &Path) -> Vec<PathBuf> {
        paths(folder, &self.look(Look::RustFiles, folder).unwrap_or_default())
    }

    /// The `.ex` and `.exs` files below a folder, sorted.
    #[cfg(feature = "elixir")]
    pub(crate) fn elixir_files(&self, folder: &Path) -> Vec<PathBuf> {
        paths(folder, &self.look(Look::ElixirFiles, folder).unwrap_or_default())
    }

    /// The `.py` files and stubs below a folder, or the file itself, sorted.
    pub(crate) fn python_files(&self, path: &Path) -> Vec<PathBuf> {
        paths(path, &self.look(Look::PythonFiles, path).unwrap_or_default())
    }

    /// Notes that a file is to be there with this text.
    pub(crate) fn expect(&self, path: PathBuf, text: String) {
        self.note(Look::Text, path, Some(text.into_bytes()));
    }

    /// Everything that was looked at, in this order.
    pub(crate) fn into_seen(self) -> Vec<Seen> {
        self.0.into_inner()
    }

    fn read(&self, look: Look, path: &Path) -> io::Result<String> {
        let text = fs::read_to_string(path);
        self.note(look, path.to_path_buf(), text.as_ref().ok().map(|text| text.as_bytes().to_vec()));
        text
    }

    fn look(&self, look: Look, path: &Path) -> Option<Vec<u8>> {
        let found = look.at(path);
        self.note(look, path.to_path_buf(), found.clone());
        found
    }

    fn note(&self, look: Look, path: PathBuf, found: Option<Vec<u8>>) {
        self.0.borrow_mut().push(Seen { look, path, found });
    }
}

impl Look {
    const ALL: [Self; 9] = [
        Self::Text,
        Self::Source,
        Self::Exists,
        Self::File,
        Self::Folder,
        Self::Names,
        Self::RustFiles,
        Self::ElixirFiles,
        Self::PythonFiles,
    ];

    /// The one with this number.
    pub(crate) fn of(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|look| *look as u64 == number)
    }

    /// What is there now.
    pub(crate) fn at(self, path: &Path) -> Option<Vec<u8>> {
        let there = |is_there: bool| is_there.then(Vec::new);
        match self {
            Self::Text | Self::Source => fs::read(path).ok(),
            Self::Exists => there(path.exists()),
            Self::File => there(path.is_file()),
            Self::Folder => there(path.is_dir()),
            Self::Names => {
                let entries = fs::read_dir(path).ok()?;
                Some(listed(entries.flatten().map(|entry| entry.file_name().into())))
            }
            Self::RustFiles => Some(files(path, &["rs"])),
            Self::ElixirFiles => Some(files(path, &["ex", "exs"])),
            Self::PythonFiles => Some(files(path, &["py", "pyi"])),
        }
    }
}

/// The files with one of these extensions, relative to `path`.
fn files(path: &Path, extensions: &[&str]) -> Vec<u8> {
    let found = walkdir::WalkDir::new(path).into_iter().flatten().map(walkdir::DirEntry::into_path);
    let found = found.filter(|file| {
        file.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
    });
    listed(found.map(|file| file.strip_prefix(path).map(Path::to_path_buf).unwrap_or(file)))
}

/// Names, sorted, with a zero after each.
fn listed(names: impl Iterator<Item = PathBuf>) -> Vec<u8> {
    let mut names: Vec<PathBuf> = names.collect();
    names.sort();
    let mut list = Vec::new();
    for name in names {
        list.extend_from_slice(name.as_os_str().as_encoded_bytes());
        list.push(0);
    }
    list
}

fn paths(folder: &Path, list: &[u8]) -> Vec<PathBuf> {
    let mut names: Vec<&[u8]> = list.split(|byte| *byte == 0).collect();
    names.pop();
    names
        .into_iter()
        .map(|name| if name.is_empty() { folder.to_path_buf() } else { folder.join(name_of(name)) })
        .collect()
}

#[cfg(unix)]
fn name_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn name_of(bytes: &[u8]) -> PathBuf {
    // SAFETY: the bytes between two zeros are what `as_encoded_bytes` gave for one name, in this process.
    unsafe { OsStr::from_encoded_bytes_unchecked(bytes) }.into()
}
