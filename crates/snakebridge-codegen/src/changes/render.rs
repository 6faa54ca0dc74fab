//! Changes as people read them.

use super::{Change, Changes, LibraryChanges};
use std::fmt::{self, Display, Formatter};

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => f.write_str("added"),
            Self::Removed => f.write_str("removed"),
            Self::ParameterAdded { parameter, required: false } => write!(f, "parameter `{parameter}` added"),
            Self::ParameterAdded { parameter, required: true } => {
                write!(f, "parameter `{parameter}` added, which has to be given")
            }
            Self::ParameterRemoved { parameter } => write!(f, "parameter `{parameter}` removed"),
            Self::Parameter { parameter, field, from: Some(_), to: None } if field == "default" => {
                write!(f, "`{parameter}` has to be given now")
            }
            Self::Parameter { parameter, field, from: None, to: Some(to) } if field == "default" => {
                write!(f, "`{parameter}` may be left out now, default `{to}`")
            }
            Self::Parameter { parameter, field, from, to } => {
                let what = if field == "annotation" { "type" } else { field };
                write!(f, "{what} of `{parameter}`: {} -> {}", Shown(from), Shown(to))
            }
            Self::Order { from, to } => {
                write!(f, "parameters in another order: {} -> {}", from.join(", "), to.join(", "))
            }
            Self::Documentation => f.write_str("docstring changed"),
            Self::Field { field, from, to } => write!(f, "{field}: {} -> {}", Shown(from), Shown(to)),
        }
    }
}

/// A value, shortened.
struct Shown<'a>(&'a Option<String>);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 80;
        match self.0 {
            None => f.write_str("none"),
            Some(text) if text.chars().count() <= LONGEST => write!(f, "`{text}`"),
            Some(text) => write!(f, "`{}..`", text.chars().take(LONGEST).collect::<String>()),
        }
    }
}

impl Changes {
    /// Each difference as a line of its own: `numpy.foo: parameter `x` added`.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.libraries.iter().flat_map(|(name, library)| library.lines(name)).collect()
    }
}

impl LibraryChanges {
    fn lines(&self, name: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if self.from != self.to {
            let version = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
            lines.push(format!("{name}: version {} -> {}", version(&self.from), version(&self.to)));
        }
        for (path, symbol) in &self.symbols {
            lines.extend(symbol.changes.iter().map(|change| format!("{path}: {change}")));
        }
        lines
    }
}

/// A library, its symbols, what differs, and where they are used, each on a line.
impl Display for Changes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (name, library) in &self.libraries {
            match (&library.from, &library.to) {
                (Some(from), Some(to)) if from != to => writeln!(f, "{name} {from} -> {to}")?,
                (_, Some(version)) | (Some(version), None) => writeln!(f, "{name} {version}")?,
                (None, None) => writeln!(f, "{name}")?,
            }
            for (path, symbol) in &library.symbols {
                match symbol.changes.as_slice() {
                    [Change::Added] => writeln!(f, "  + {path}")?,
                    [Change::Removed] => writeln!(f, "  - {path}")?,
                    changes => {
                        writeln!(f, "  ~ {path}")?;
                        changes.iter().try_for_each(|change| writeln!(f, "      {change}"))?;
                    }
                }
                for site in &symbol.sites {
                    writeln!(f, "      used at {}:{}:{}", site.file.display(), site.line, site.column)?;
                }
            }
        }
        Ok(())
    }
}
