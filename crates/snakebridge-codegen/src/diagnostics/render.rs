//! Diagnostics as text, in the form that rustc made familiar.

use super::{Diagnostic, Diagnostics, Severity, Site};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::path::Path;

impl Diagnostics {
    /// All of them as text, in the order of the source; source lines are read from the files under `root`.
    #[must_use]
    pub fn render(&self, root: &Path) -> String {
        let mut sorted: Vec<&Diagnostic> = self.iter().collect();
        sorted.sort_by_key(|diagnostic| &diagnostic.site);
        let rendered: Vec<String> = sorted.into_iter().map(|diagnostic| diagnostic.render(root)).collect();
        rendered.join("\n")
    }
}

impl Diagnostic {
    /// The diagnostic as text, ending in a line break; its source line is read from the file under `root`.
    #[must_use]
    pub fn render(&self, root: &Path) -> String {
        let level = match self.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let title = level.primary_title(&*self.message).id(self.code.to_string());
        let mut group = Group::with_title(title);
        if let Some(site) = &self.site {
            group = place(group, site, self.details.label.as_deref(), root);
        }
        for note in &self.details.notes {
            group = group.element(Level::NOTE.message(&**note));
        }
        for help in &self.help {
            group = group.element(Level::HELP.message(&**help));
        }
        let mut text = Renderer::plain().render(&[group]);
        text.push('\n');
        text
    }
}

/// The line that is meant, if its file can still be read.
fn place<'a>(group: Group<'a>, site: &Site, label: Option<&'a str>, root: &Path) -> Group<'a> {
    let path = site.file.display().to_string();
    let source = std::fs::read_to_string(root.join(&site.file)).unwrap_or_default();
    let Some(line) = source.lines().nth(site.line - 1) else {
        return group.element(Origin::path(path).line(site.line).char_column(site.column));
    };
    let at = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(index, _)| index);
    let span = at(site.column - 1)..at(site.column - 1 + site.length.max(1));
    let annotation = AnnotationKind::Primary.span(span).label(label);
    group.element(Snippet::source(line.to_owned()).line_start(site.line).path(path).annotation(annotation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    #[test]
    fn a_diagnostic_shows_the_line_and_what_to_do() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("main.rs"), "fn main() {\n\tnp::nrom(1);\n}\n").unwrap();
        let site = Site { file: "main.rs".into(), line: 2, column: 2, length: 8 };
        let diagnostic = Diagnostic::error(Code::NoSuchSymbol, "`numpy` has no attribute `nrom`")
            .at(&site)
            .label("not there")
            .note("numpy 2.1")
            .help("a similar name exists: `norm`")
            .help("first\nsecond");
        let expected = "\
error[SB0005]: `numpy` has no attribute `nrom`
 --> main.rs:2:2
  |
2 |     np::nrom(1);
  |     ^^^^^^^^ not there
  |
  = note: numpy 2.1
  = help: a similar name exists: `norm`
  = help: first
          second
";
        assert_eq!(diagnostic.render(root.path()), expected);
    }

    #[test]
    fn a_source_that_is_gone_leaves_the_place() {
        let site = Site { file: "gone.rs".into(), line: 12, column: 1, length: 1 };
        let diagnostic = Diagnostic::warning(Code::Source, "odd").at(&site);
        assert_eq!(diagnostic.render(Path::new("/nowhere")), "warning[SB0010]: odd\n--> gone.rs:12:1\n");
    }
}
