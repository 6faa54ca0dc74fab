//! [`Place`]: a session as cases were recorded in.

use super::Setting;
use snakebridge::{Bridge, Error, Result, Session};
use std::ffi::OsString;
use std::path::Path;
use tempfile::TempDir;

/// The environment of the recording.
const VARIABLES: [(&str, &str); 24] = [
    ("TZ", "UTC"),
    ("LC_ALL", "C.UTF-8"),
    ("LANG", "C.UTF-8"),
    ("PYTHONWARNINGS", "ignore"),
    ("MPLBACKEND", "Agg"),
    ("OMP_NUM_THREADS", "1"),
    ("OPENBLAS_NUM_THREADS", "1"),
    ("MKL_NUM_THREADS", "1"),
    ("NUMEXPR_NUM_THREADS", "1"),
    ("POLARS_MAX_THREADS", "1"),
    ("RAYON_NUM_THREADS", "1"),
    ("TOKENIZERS_PARALLELISM", "false"),
    ("JAX_PLATFORMS", "cpu"),
    ("QT_QPA_PLATFORM", "offscreen"),
    ("SDL_VIDEODRIVER", "dummy"),
    ("SDL_AUDIODRIVER", "dummy"),
    ("PYTHONUTF8", "1"),
    ("HF_HUB_OFFLINE", "1"),
    ("NO_COLOR", "1"),
    ("TERM", "dumb"),
    ("COLUMNS", "80"),
    ("PYTHONIOENCODING", "utf-8"),
    ("PATH", "/usr/bin:/bin"),
    ("PYTHONDONTWRITEBYTECODE", ""),
];
/// Variables that name a folder for what a library keeps between processes.
const CACHES: [&str; 3] = ["MPLCONFIGDIR", "XDG_CACHE_HOME", "NUMBA_CACHE_DIR"];
const RECURSION_LIMIT: i64 = 1000;

/// The environment of the recording, with this home.
pub(super) fn variables(home: &Path, cache: &Path) -> Vec<(&'static str, OsString)> {
    let plain = VARIABLES.iter().map(|&(name, value)| (name, value.into()));
    let caches = CACHES.iter().map(|&name| (name, cache.join(name.to_lowercase()).into()));
    let of_home = ["HOME", "TMPDIR"].map(|name| (name, home.into()));
    plain.chain(caches).chain(of_home).collect()
}

/// A session, and the empty folder that it started in.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) session: Session,
    #[expect(dead_code, reason = "removed when it is dropped")]
    folder: Option<TempDir>,
}

impl Place {
    pub(crate) fn new(setting: &Setting) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| {
            Error::environment(
                format!("no temporary folder: {error}"),
                "see to the folder for temporary files",
            )
        })?;
        let home = folder.path();
        let mut bridge = Bridge::builder().engine(setting.engine).python(&setting.python).current_dir(home);
        for (name, value) in variables(home, &setting.cache) {
            bridge = bridge.env(name, value);
        }
        let session = bridge.build()?.session();
        Self { session, folder: Some(folder) }.prepared()
    }

    /// A session in this process, whose environment and folder are as they should be.
    pub(crate) fn inside(setting: &Setting) -> Result<Self> {
        let session = Bridge::builder().engine(setting.engine).python(&setting.python).build()?.session();
        Self { session, folder: None }.prepared()
    }

    fn prepared(self) -> Result<Self> {
        self.prepare()?;
        Ok(self)
    }

    /// What no variable can say. What cases print is kept out of the report.
    fn prepare(&self) -> Result<()> {
        let to = |path: &'static str| self.session.to(path);
        let sys = to("importlib.import_module").arg("sys");
        to("builtins.setattr").args((sys, "argv", ["oracle"])).run()?;
        to("sys.setrecursionlimit").arg(RECURSION_LIMIT).run()?;
        let null: i64 = to("os.open").args(("/dev/null", 1)).get()?;
        for output in [1, 2] {
            to("os.dup2").args((null, output)).run()?;
        }
        to("os.close").arg(null).run()
    }
}

/// The process must have ended before its folder goes.
impl Drop for Place {
    fn drop(&mut self) {
        self.session.close();
    }
}
