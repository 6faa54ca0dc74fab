//! What several tests need.

use crate::Interpreter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A Python of this machine, behind any shim.
pub(crate) fn real_python() -> PathBuf {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    let find = || {
        let python = Interpreter::probe(&crate::find_runtime(None, None).unwrap().interpreter).unwrap();
        python.base_executable
    };
    PYTHON.get_or_init(find).clone()
}

/// An executable shell script. Another process writes it: no fork of this one may hold it open when it is run.
pub(crate) fn script(path: &Path, body: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let written = Command::new("/bin/sh")
        .args(["-c", r#"printf '#!/bin/sh\n%s\n' "$2" > "$1" && chmod 755 "$1""#, "sh"])
        .arg(path)
        .arg(body)
        .stdin(Stdio::null())
        .status()
        .unwrap();
    assert!(written.success());
}

/// A wheel of a package with one module that holds its version. Gives the path.
pub(crate) fn wheel(folder: &Path, name: &str, version: &str) -> PathBuf {
    wheel_with(folder, name, version, &[], "")
}

/// A wheel that has further files, paths and contents, and further lines of metadata.
pub(crate) fn wheel_with(
    folder: &Path,
    name: &str,
    version: &str,
    files: &[(&str, &str)],
    metadata: &str,
) -> PathBuf {
    let script = r#"
import base64, hashlib, sys, zipfile
folder, name, version, metadata, *more = sys.argv[1:]
info = f"{name}-{version}.dist-info"
files = {
    f"{name}.py": f"VERSION = {version!r}\n",
    f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}",
    f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    **dict(zip(more[::2], more[1::2])),
}
def row(path, text):
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(text)}\n"
record = "".join(row(*item) for item in files.items()) + f"{info}/RECORD,,\n"
path = f"{folder}/{name}-{version}-py3-none-any.whl"
with zipfile.ZipFile(path, "w") as archive:
    for item in [*files.items(), (f"{info}/RECORD", record)]:
        archive.writestr(*item)
"#;
    std::fs::create_dir_all(folder).unwrap();
    let made = Command::new(real_python())
        .args(["-c", script])
        .arg(folder)
        .args([name, version, metadata])
        .args(files.iter().flat_map(|(path, content)| [path, content]))
        .stdin(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success());
    folder.join(format!("{name}-{version}-py3-none-any.whl"))
}
