//! `snakebridge.manifest.json`: the IR of everything a program uses, committed beside its `Cargo.toml`.

use crate::ModelError;
use crate::ir::Library;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The committed IR. Writing it is deterministic: sorted keys, two-space indentation, a final newline.
///
/// ```
/// use snakebridge_model::Manifest;
/// let manifest = Manifest::default();
/// assert_eq!(Manifest::from_json(&manifest.to_json()).unwrap(), manifest);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format; a newer one than [`Manifest::VERSION`] is refused.
    pub version: u32,
    /// Libraries by the name they are imported under.
    #[serde(default)]
    pub libraries: BTreeMap<String, Library>,
}

impl Manifest {
    /// The name of the file.
    pub const FILE: &'static str = "snakebridge.manifest.json";
    /// The version of the format that this crate reads and writes.
    pub const VERSION: u32 = 1;

    /// Reads a manifest.
    ///
    /// # Errors
    /// When the text is no manifest, or one of a newer version.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        let manifest: Self =
            serde_json::from_str(text).map_err(|error| ModelError::parse(Self::FILE, error.to_string()))?;
        ModelError::check_version(Self::FILE, manifest.version, Self::VERSION)?;
        Ok(manifest)
    }

    /// Writes the manifest; equal manifests give equal bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self)
            .expect("a manifest holds only strings, numbers and maps with string keys");
        text.push('\n');
        text
    }

    /// What the text of a manifest says of each library, as it stands there: cheaper than writing libraries one by one.
    ///
    /// ```
    /// use snakebridge_model::Manifest;
    /// let text = r#"{"version": 1, "libraries": {"a": {"version": "1.0"}, "b": {}}}"#;
    /// let text = Manifest::from_json(text).unwrap().to_json();
    /// let texts = Manifest::texts(&text);
    /// assert_eq!(texts.keys().collect::<Vec<_>>(), [&"a", &"b"]);
    /// assert!(texts["a"].contains("1.0"));
    /// ```
    #[must_use]
    pub fn texts(text: &str) -> BTreeMap<&str, &str> {
        // No text of JSON goes over several lines, so that the indentation tells.
        const START: &str = "\n    \"";
        let mut starts: Vec<usize> = text.match_indices(START).map(|(at, _)| at + START.len()).collect();
        starts.push(text.len());
        let library = |ends: &[usize]| {
            let (name, said) = text[ends[0]..ends[1]].split_once('"')?;
            Some((name, said.trim_end_matches([' ', '\n', '}', ','])))
        };
        starts.windows(2).filter_map(library).collect()
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self { version: Self::VERSION, libraries: BTreeMap::new() }
    }
}
