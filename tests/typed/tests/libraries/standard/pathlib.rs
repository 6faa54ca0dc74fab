use crate::check::checks;
use typed::py::pathlib::{PurePosixPath, PureWindowsPath};

checks! {
    "from pathlib import PurePosixPath, PureWindowsPath";
    "pathlib.PurePosixPath", "pathlib.PurePosixPath.suffixes": "PurePosixPath('/a', 'b.tar.gz').suffixes"
        => PurePosixPath::new().arg("/a").arg("b.tar.gz").call()?.suffixes().call();
    "pathlib.PurePosixPath.with_suffix": "str(PurePosixPath('a/b.txt').with_suffix('.md'))"
        => Ok(PurePosixPath::new().arg("a/b.txt").call()?.with_suffix(".md").object()?.to_string());
    "pathlib.PurePosixPath.relative_to", "pathlib.PurePosixPath.parts":
        "PurePosixPath('/a/b/c').relative_to('/a').parts" => {
        let path = PurePosixPath::new().arg("/a/b/c").call()?.relative_to().arg("/a").object()?;
        PurePosixPath::from(path).parts().call()
    };
    "pathlib.PurePosixPath.__truediv__": "str(PurePosixPath('a') / 'b')"
        => Ok((PurePosixPath::new().arg("a").call()? / "b").object()?.to_string());
    "pathlib.PureWindowsPath", "pathlib.PureWindowsPath.drive": "PureWindowsPath('c:/x').drive"
        => PureWindowsPath::new().arg("c:/x").call()?.drive().call();
    "pathlib.PureWindowsPath.as_posix": "PureWindowsPath('c:\\\\x\\\\y').as_posix()"
        => PureWindowsPath::new().arg("c:\\x\\y").call()?.as_posix().call();
}
