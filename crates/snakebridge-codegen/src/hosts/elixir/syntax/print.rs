//! Trees as text. `mix format` leaves the text as it is: what does not fit on a line has one part a line, with the brackets on lines
//! of their own, which it keeps.

use super::text::{atom, defined, heredoc, string};
use super::{Function, Item, Module, Spec, Term};

/// The longest line, in characters: the default of `mix format`.
const WIDTH: usize = 98;
const STEP: usize = 2;

/// The text of a module, below a line that says where it comes from.
pub(in super::super) fn print(header: &str, module: &Module) -> String {
    let mut printer = Printer { text: format!("# {header}\n\n") };
    printer.line(0, &format!("defmodule {} do", module.name));
    for (at, item) in module.items.iter().enumerate() {
        if at > 0 {
            printer.text.push('\n');
        }
        match item {
            Item::ModuleDoc(text) => printer.doc("moduledoc", text),
            Item::Alias(name) => printer.line(STEP, &format!("alias {name}")),
            Item::Function(function) => printer.function(function),
        }
    }
    printer.line(0, "end");
    printer.text
}

struct Printer {
    text: String,
}

impl Printer {
    fn line(&mut self, indent: usize, line: &str) {
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    fn doc(&mut self, name: &str, text: &str) {
        self.line(STEP, &format!("@{name} \"\"\""));
        for line in heredoc(text) {
            self.line(STEP, &line);
        }
        self.line(STEP, "\"\"\"");
    }

    fn function(&mut self, function: &Function) {
        match &function.doc {
            Some(doc) => self.doc("doc", doc),
            None => self.line(STEP, "@doc false"),
        }
        let (name, has_parentheses) = defined(&function.name);
        if let Some(Spec { parameters, result }) = &function.spec {
            self.spec(&name, parameters, &flat(result));
        }
        self.head("def ", &name, &function.parameters, " do", has_parentheses);
        self.term(2 * STEP, &function.body, "");
        self.line(STEP, "end");
    }

    fn spec(&mut self, name: &str, parameters: &[Term], result: &str) {
        let head = format!("@spec {name}({})", parameters.iter().map(flat).collect::<Vec<_>>().join(", "));
        if parameters.len() > 1 || fits(STEP, &format!("{head} :: {result}")) {
            return self.head("@spec ", name, parameters, &format!(" :: {result}"), true);
        }
        // A single parameter does not stand alone: what comes of it does.
        self.line(STEP, &format!("{head} ::"));
        self.line(STEP + "@spec ".len() + STEP, result);
    }

    /// `def name(..) do`. Where it does not fit, parameters stand below the end of the word before the name.
    fn head(&mut self, word: &str, name: &str, parameters: &[Term], end: &str, has_parentheses: bool) {
        let inside = parameters.iter().map(flat).collect::<Vec<_>>().join(", ");
        let inside = if parameters.is_empty() && !has_parentheses { inside } else { format!("({inside})") };
        let short = format!("{word}{name}{inside}{end}");
        if parameters.is_empty() || fits(STEP, &short) {
            return self.line(STEP, &short);
        }
        self.line(STEP, &format!("{word}{name}("));
        let margin = STEP + word.len();
        self.parts(margin + STEP, parameters);
        self.line(margin, &format!("){end}"));
    }

    fn parts(&mut self, indent: usize, parts: &[Term]) {
        for (at, part) in parts.iter().enumerate() {
            self.term(indent, part, if at + 1 < parts.len() { "," } else { "" });
        }
    }

    fn term(&mut self, indent: usize, term: &Term, end: &str) {
        let short = format!("{}{end}", flat(term));
        if fits(indent, &short) {
            return self.line(indent, &short);
        }
        let (open, parts, close) = match term {
            Term::List(parts) => ("[".to_owned(), parts, "]"),
            Term::Tuple(parts) => ("{".to_owned(), parts, "}"),
            Term::Call { arguments, .. } => (format!("{}(", callee(term)), arguments, ")"),
            _ => return self.line(indent, &short),
        };
        if parts.is_empty() {
            return self.line(indent, &short);
        }
        self.line(indent, &open);
        self.parts(indent + STEP, parts);
        self.line(indent, &format!("{close}{end}"));
    }
}

fn fits(indent: usize, line: &str) -> bool {
    indent + line.chars().count() <= WIDTH
}

fn callee(term: &Term) -> String {
    match term {
        Term::Call { module: Some(module), name, .. } => format!("{module}.{name}"),
        Term::Call { module: None, name, .. } => (*name).to_owned(),
        _ => String::new(),
    }
}

/// A term on one line.
pub(super) fn flat(term: &Term) -> String {
    let joined = |parts: &[Term], between: &str| parts.iter().map(flat).collect::<Vec<_>>().join(between);
    match term {
        Term::Atom(name) => atom(name),
        Term::Integer(number) => number.to_string(),
        Term::Text(text) => string(text),
        Term::Variable(name) | Term::Alias(name) => name.clone(),
        Term::List(parts) => format!("[{}]", joined(parts, ", ")),
        Term::Tuple(parts) => format!("{{{}}}", joined(parts, ", ")),
        Term::Call { arguments, .. } => format!("{}({})", callee(term), joined(arguments, ", ")),
        Term::Default(name, default) => format!("{name} \\\\ {}", flat(default)),
        Term::Either(members) => joined(members, " | "),
        Term::Named(name, of) => format!("{name} :: {}", flat(of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(parameters: &[&str]) -> String {
        let named = |name: &&str| Term::Named((*name).to_owned(), Box::new(Term::local("term", Vec::new())));
        let function = Function {
            doc: None,
            spec: Some(Spec {
                parameters: parameters.iter().map(named).collect(),
                result: Term::remote("Wrapper", "result", vec![Term::local("integer", Vec::new())]),
            }),
            name: "a_function_whose_name_is_so_long_that_little_else_fits".to_owned(),
            parameters: parameters.iter().map(|name| Term::Variable((*name).to_owned())).collect(),
            body: Term::remote("Wrapper", "get", vec![Term::text("m.f")]),
        };
        print("Header", &Module { name: "M".to_owned(), items: vec![Item::Function(function)] })
    }

    #[test]
    fn what_is_too_long_has_one_part_a_line() {
        let expected = r#"# Header

defmodule M do
  @doc false
  @spec a_function_whose_name_is_so_long_that_little_else_fits(
          first :: term(),
          second :: term()
        ) :: Wrapper.result(integer())
  def a_function_whose_name_is_so_long_that_little_else_fits(first, second) do
    Wrapper.get("m.f")
  end
end
"#;
        assert_eq!(text(&["first", "second"]), expected);
    }

    #[test]
    fn a_single_parameter_stays_beside_the_name() {
        let text = text(&["self"]);
        let expected = "  @spec a_function_whose_name_is_so_long_that_little_else_fits(self :: term()) ::\n          Wrapper.result(integer())\n";
        assert!(text.contains(expected), "{text}");
    }
}
