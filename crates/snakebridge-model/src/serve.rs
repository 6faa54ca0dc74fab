//! `[serve]` of `snakebridge.toml`: what `snakebridge serve` needs to know at run time.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The settings of a pool of interpreters, and, at the top, of the other pools and of profiles. Times are in milliseconds, memory is in bytes.
///
/// ```
/// use snakebridge_model::Configuration;
/// let text = "[serve]\nworkers = 4\n[serve.pools.ml]\npreload = ['numpy']\n";
/// let serve = Configuration::from_toml(text)?.serve;
/// assert_eq!((serve.workers, serve.pools["ml"].preload.as_deref()), (Some(4), Some(&["numpy".to_owned()][..])));
/// # Ok::<(), snakebridge_model::ModelError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct ServeSection {
    /// `worker` or `embed`.
    pub engine: Option<String>,
    /// An interpreter or a virtual environment.
    pub python: Option<PathBuf>,
    /// Folders to search for modules.
    pub search_path: Option<Vec<PathBuf>>,
    /// Python's working directory.
    pub current_dir: Option<PathBuf>,
    /// Environment variables for Python.
    pub env: Option<BTreeMap<String, String>>,
    /// Environment variables that Python is not to see.
    pub env_remove: Option<Vec<String>>,
    /// Interpreters at once.
    pub workers: Option<usize>,
    /// How many requests without a session may wait.
    pub queue: Option<usize>,
    /// Modules to import when an interpreter starts.
    pub preload: Option<Vec<String>>,
    /// Replaces an interpreter after so many calls without a session.
    pub recycle_after_calls: Option<u64>,
    /// Replaces an interpreter at this age.
    pub recycle_after: Option<u64>,
    /// Replaces an interpreter that holds more memory.
    pub recycle_above: Option<u64>,
    /// Memory that an interpreter may have.
    pub memory_limit: Option<u64>,
    /// Dotted paths that may be used.
    pub allow: Option<Vec<String>>,
    /// Dotted paths that may not be used.
    pub deny: Option<Vec<String>>,
    /// How long requests may take that do not say it themselves.
    pub deadline: Option<u64>,
    /// How long requests may take that go out from these paths.
    pub deadlines: Option<BTreeMap<String, u64>>,
    /// How long an interrupted request may take to end.
    pub grace: Option<u64>,
    /// What to do about libraries in other versions: `warn`, `error`, `ignore`.
    pub stale: Option<String>,
    /// The pools beside the default one.
    pub pools: BTreeMap<String, ServeSection>,
    /// Deadlines by name.
    pub profiles: BTreeMap<String, u64>,
}

macro_rules! overlay {
    ($below:ident, $above:ident, $($field:ident),*) => {
        Self {
            $($field: $above.$field.or($below.$field),)*
            pools: $above.pools,
            profiles: $above.profiles,
        }
    };
}

impl ServeSection {
    /// This, and what `above` says instead. Pools and profiles of the same name are laid over each other likewise.
    ///
    /// ```
    /// use snakebridge_model::ServeSection;
    /// let mut file = ServeSection::default();
    /// (file.workers, file.queue) = (Some(4), Some(10));
    /// let mut host = ServeSection::default();
    /// host.workers = Some(8);
    /// let both = file.overlaid_with(host);
    /// assert_eq!((both.workers, both.queue), (Some(8), Some(10)));
    /// ```
    #[must_use]
    pub fn overlaid_with(self, mut above: Self) -> Self {
        let below = self;
        for (name, pool) in below.pools {
            let over = above.pools.remove(&name).unwrap_or_default();
            above.pools.insert(name, pool.overlaid_with(over));
        }
        for (name, allowed) in below.profiles {
            above.profiles.entry(name).or_insert(allowed);
        }
        overlay!(
            below,
            above,
            engine,
            python,
            search_path,
            current_dir,
            env,
            env_remove,
            workers,
            queue,
            preload,
            recycle_after_calls,
            recycle_after,
            recycle_above,
            memory_limit,
            allow,
            deny,
            deadline,
            deadlines,
            grace,
            stale
        )
    }

    /// The settings of each pool beside the default one: its own, and those of the default one where it says nothing.
    #[must_use]
    pub fn other_pools(&self) -> BTreeMap<String, Self> {
        let base = Self { pools: BTreeMap::new(), profiles: BTreeMap::new(), ..self.clone() };
        let pool = |(name, own): (&String, &Self)| (name.clone(), base.clone().overlaid_with(own.clone()));
        self.pools.iter().map(pool).collect()
    }

    /// Whether a pool has pools or profiles of its own, which would have no effect.
    pub(crate) fn check(&self) -> Result<(), String> {
        match self.pools.iter().find(|(_, pool)| !pool.pools.is_empty() || !pool.profiles.is_empty()) {
            Some((name, _)) => Err(format!("`serve.pools.{name}`: pools and profiles belong into `[serve]`")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Configuration;

    #[test]
    fn pools_have_what_the_default_one_has_unless_they_say_otherwise() {
        let text =
            "[serve]\nworkers = 4\ngrace = 5\n[serve.pools.ml]\nworkers = 1\n[serve.profiles]\nlong = 9";
        let serve = Configuration::from_toml(text).unwrap().serve;
        let pools = serve.other_pools();
        assert_eq!((pools["ml"].workers, pools["ml"].grace), (Some(1), Some(5)));
        assert!(pools["ml"].profiles.is_empty());
        let nested = "[serve.pools.a.pools.b]\nworkers = 1";
        assert!(Configuration::from_toml(nested).unwrap_err().to_string().contains("belong into"));
        assert!(Configuration::from_toml("[serve]\nworker = 1").is_err());
    }
}
