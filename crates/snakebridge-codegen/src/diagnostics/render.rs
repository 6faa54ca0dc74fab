//! Diagnostics as text, in the form that rustc made familiar.

use super::{Diagnostic, Diagnostics, Severity, Site};
use std::fmt::Write as _;
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
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut text = format!("{severity}[{}]: {}\n", self.code, self.message);
        let mut margin = 1;
        if let Some(site) = &self.site {
            margin = site.line.to_string().len();
            place(site, root, margin, &mut text);
        }
        for help in &self.help {
            let indented = help.replace('\n', &format!("\n{:margin$}         ", ""));
            writeln!(text, "{:margin$} = help: {indented}", "").expect("writing to a string succeeds");
        }
        text
    }
}

fn place(site: &Site, root: &Path, margin: usize, text: &mut String) {
    let Site { file, line, column, length } = site;
    writeln!(text, "{:margin$}--> {}:{line}:{column}", "", file.display())
        .expect("writing to a string succeeds");
    let Ok(source) = std::fs::read_to_string(root.join(file)) else { return };
    let Some(shown) = source.lines().nth(line - 1) else { return };
    // Tabs are as wide in the line of carets as in the line above it.
    let before: String = shown.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    let carets = "^".repeat((*length).max(1));
    write!(text, "{:margin$} |\n{line} | {shown}\n{:margin$} | {before}{carets}\n", "", "")
        .expect("writing to a string succeeds");
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
            .help("a similar name exists: `norm`")
            .help("first\nsecond");
        let expected = "\
error[SB0005]: `numpy` has no attribute `nrom`
 --> main.rs:2:2
  |
2 | \tnp::nrom(1);
  | \t^^^^^^^^
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
        assert_eq!(diagnostic.render(Path::new("/nowhere")), "warning[SB0010]: odd\n  --> gone.rs:12:1\n");
    }
}
