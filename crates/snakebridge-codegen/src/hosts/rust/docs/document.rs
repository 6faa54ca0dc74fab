//! A docstring as data: what every style of docstring has in common.

use std::collections::BTreeMap;

/// A docstring. Texts are as Python has them, lines joined; markup inside of them is read when they are rendered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// Ways to call it, as docstrings of C functions start with: `range(stop)`, `range(start, stop)`.
    pub(super) calls: Vec<String>,
    /// The first paragraph.
    pub(super) summary: Option<String>,
    /// What else stands outside of sections.
    pub(super) extended: Vec<Block>,
    /// Since when it is deprecated, and what to use instead.
    pub(super) deprecated: Vec<Block>,
    /// Sections, in the order of the docstring; those of one kind are one.
    pub(super) sections: Vec<Section>,
    /// What `|name|` stands for.
    pub(super) substitutions: BTreeMap<String, String>,
}

/// A part with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) kind: Kind,
    /// Terms, in the kinds that define some.
    pub(super) items: Vec<Item>,
    /// What is no term.
    pub(super) blocks: Vec<Block>,
}

/// What a section is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Parameters,
    Returns,
    Yields,
    Receives,
    Raises,
    Warns,
    Attributes,
    Methods,
    Warnings,
    Notes,
    Examples,
    SeeAlso,
    References,
    /// Any other, with its title.
    Other(String),
}

/// A term and its definition: a parameter, an exception, a symbol to see also.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// Names that are defined together; none if only a type is known.
    pub(super) names: Vec<String>,
    /// The type, as prose: `int or None, optional`.
    pub(super) annotation: Option<String>,
    pub(super) blocks: Vec<Block>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// One paragraph on one line.
    Paragraph(String),
    /// A heading inside of a section.
    Heading(String),
    /// Code, or anything else whose lines stay as they are.
    Code { language: &'static str, lines: Vec<String> },
    /// An item of a list; `number` if it is an ordered one.
    Item { number: Option<u32>, blocks: Vec<Block> },
    /// A term and its definition.
    Definition { term: String, blocks: Vec<Block> },
    /// `.. note::` and its like: the title, and what it says.
    Admonition { title: String, blocks: Vec<Block> },
}

impl Document {
    pub(super) fn section(&self, kind: &Kind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == *kind)
    }

    /// The section of a kind, which is added if it is not there.
    pub(super) fn section_mut(&mut self, kind: Kind) -> &mut Section {
        let at = self.sections.iter().position(|section| section.kind == kind).unwrap_or_else(|| {
            self.sections.push(Section { kind, items: Vec::new(), blocks: Vec::new() });
            self.sections.len() - 1
        });
        &mut self.sections[at]
    }

    /// What is said of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&Item> {
        let items = &self.section(&Kind::Parameters)?.items;
        items.iter().find(|item| item.names.iter().any(|known| known == name))
    }
}

impl Kind {
    /// The kind that a title names, in numpydoc, Google style or Markdown.
    pub(super) fn known(title: &str) -> Option<Self> {
        let kind = match title.to_ascii_lowercase().as_str() {
            "parameters" | "other parameters" | "args" | "arguments" | "params" | "parameter"
            | "keyword args" | "keyword arguments" | "keyword parameters" | "other arguments" | "kwargs" => {
                Self::Parameters
            }
            "returns" | "return" | "return value" => Self::Returns,
            "yields" | "yield" => Self::Yields,
            "receives" | "receive" => Self::Receives,
            "raises" | "raise" | "exceptions" | "throws" => Self::Raises,
            "warns" | "warn" => Self::Warns,
            "attributes" => Self::Attributes,
            "methods" => Self::Methods,
            "warnings" | "warning" | "caution" | "danger" => Self::Warnings,
            "notes" | "note" => Self::Notes,
            "examples" | "example" => Self::Examples,
            "see also" | "seealso" => Self::SeeAlso,
            "references" => Self::References,
            "todo" => Self::Other("Todo".to_owned()),
            _ => return None,
        };
        Some(kind)
    }

    /// Whether its body is a list of terms.
    pub(super) fn defines(&self) -> bool {
        !matches!(self, Self::Warnings | Self::Notes | Self::Examples | Self::References | Self::Other(_))
    }

    /// Whether its terms may be types without a name.
    pub(super) fn is_result(&self) -> bool {
        matches!(self, Self::Returns | Self::Yields | Self::Receives)
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Parameters => "Parameters",
            Self::Returns => "Returns",
            Self::Yields => "Yields",
            Self::Receives => "Receives",
            Self::Raises => "Raises",
            Self::Warns => "Warns",
            Self::Attributes => "Attributes",
            Self::Methods => "Methods",
            Self::Warnings => "Warnings",
            Self::Notes => "Notes",
            Self::Examples => "Examples",
            Self::SeeAlso => "See also",
            Self::References => "References",
            Self::Other(title) => title,
        }
    }
}
