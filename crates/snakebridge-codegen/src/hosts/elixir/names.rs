//! Names: Python's in Elixir, and back.

use std::collections::{BTreeMap, BTreeSet};

/// Words of the language that cannot be names of variables (Elixir's syntax reference, reserved words), and what would mean something
/// else at the place of a name.
const RESERVED: [&str; 27] = [
    "after",
    "and",
    "catch",
    "def",
    "defmacro",
    "defp",
    "do",
    "else",
    "end",
    "false",
    "fn",
    "in",
    "nil",
    "not",
    "or",
    "quote",
    "rescue",
    "true",
    "unquote",
    "unquote_splicing",
    "when",
    "__CALLER__",
    "__DIR__",
    "__ENV__",
    "__MODULE__",
    "__STACKTRACE__",
    "__block__",
];

/// What no function may be called: it has a meaning in every module, or, `when`, cannot be defined.
const NEVER_FUNCTIONS: [&str; 9] = [
    "__info__",
    "__struct__",
    "behaviour_info",
    "impl_for",
    "module_info",
    "unquote",
    "unquote_splicing",
    "when",
    "",
];

/// Modules that come with Elixir, or whose structs are values of SnakeBridge's: a library does not take their place.
const TAKEN_MODULES: [&str; 60] = [
    "Access",
    "Agent",
    "Application",
    "ArgumentError",
    "Atom",
    "Base",
    "Behaviour",
    "Bitwise",
    "Calendar",
    "Code",
    "Collectable",
    "Config",
    "Date",
    "DateTime",
    "Decimal",
    "Dict",
    "Duration",
    "DynamicSupervisor",
    "Enum",
    "Enumerable",
    "Exception",
    "File",
    "Float",
    "Function",
    "GenEvent",
    "GenServer",
    "HashDict",
    "HashSet",
    "IO",
    "Inspect",
    "Integer",
    "JSON",
    "Kernel",
    "Keyword",
    "List",
    "Logger",
    "Macro",
    "Map",
    "MapSet",
    "Mix",
    "Module",
    "NaiveDateTime",
    "Node",
    "OptionParser",
    "PartitionSupervisor",
    "Path",
    "Port",
    "Process",
    "Protocol",
    "Range",
    "Record",
    "Regex",
    "Registry",
    "Set",
    "SnakeBridge",
    "Stream",
    "String",
    "Supervisor",
    "System",
    "Task",
];
const TAKEN_TOO: [&str; 7] = ["Time", "Tuple", "URI", "Version", "ExUnit", "IEx", "EEx"];

/// Whether a name can stand as it is where a variable or a function is defined.
pub(super) fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_lowercase() || first == '_')
        && name != "_"
        && characters.all(is_word)
        && !RESERVED.contains(&name)
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// The module that a library has if `snakebridge.toml` does not say another.
pub(in crate::hosts) fn default_module(library: &str) -> String {
    let module = segment(library);
    if TAKEN_MODULES.contains(&module.as_str()) || TAKEN_TOO.contains(&module.as_str()) {
        format!("Py{module}")
    } else {
        module
    }
}

/// A Python name as one part of the name of an Elixir module: `linear_model` is `LinearModel`, `_core` is `Core_`.
pub(super) fn segment(python: &str) -> String {
    let name: String = python.chars().map(spelt).collect();
    let bare = name.trim_start_matches('_');
    let underscores = &name[..name.len() - bare.len()];
    let mut segment = if bare.starts_with(|first: char| first.is_ascii_uppercase()) {
        bare.to_owned()
    } else {
        camel(bare)
    };
    if !segment.starts_with(|first: char| first.is_ascii_uppercase()) {
        segment.insert(0, 'N');
    }
    segment.push_str(underscores);
    segment
}

/// What stands for a character in a module's name, which is ASCII.
fn spelt(character: char) -> String {
    if is_word(character) { character.to_string() } else { format!("U{:X}", u32::from(character)) }
}

/// `linear_model` as `LinearModel`; underscores at the end stay.
fn camel(snake: &str) -> String {
    let bare = snake.trim_end_matches('_');
    let words = bare.split('_').filter(|word| !word.is_empty());
    let mut camel: String = words.map(capital).collect();
    camel.push_str(&snake[bare.len()..]);
    camel
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}

/// `DataFrame` as `data_frame`, `HTTPError` as `http_error`, `MAX_SIZE` as `max_size`.
pub(super) fn snake(name: &str) -> String {
    if !name.contains(|character: char| character.is_ascii_lowercase()) {
        return name.to_ascii_lowercase();
    }
    let characters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (at, character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| characters[before]);
        let starts_word = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_ascii_uppercase()
                        && characters.get(at + 1).is_some_and(char::is_ascii_lowercase))
            });
        if starts_word {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

/// Every Python name that a part of a module's name may stand for, the likeliest first.
pub(super) fn candidates_of_segment(segment: &str) -> Vec<String> {
    let mut candidates = vec![segment.to_owned()];
    let bare = segment.trim_end_matches('_');
    let underscores = &segment[bare.len()..];
    for (start, end) in [("", underscores), (underscores, "")] {
        for name in [bare.to_owned(), snake(bare), digits_apart(&snake(bare))] {
            candidates.push(format!("{start}{name}{end}"));
        }
    }
    if !underscores.is_empty() {
        candidates.extend([bare.to_owned(), snake(bare)]);
    }
    distinct(candidates)
}

/// `http2` as `http_2`: both are `Http2`.
fn digits_apart(snake: &str) -> String {
    let mut apart = String::new();
    let mut before = '_';
    for character in snake.chars() {
        if character.is_ascii_digit() && before.is_ascii_lowercase() {
            apart.push('_');
        }
        apart.push(character);
        before = character;
    }
    apart
}

/// Every Python name that the name of a function may stand for, the likeliest first.
pub(super) fn candidates_of_function(name: &str) -> Vec<String> {
    let mut candidates = vec![name.to_owned()];
    let mut shorter = name;
    while let Some(stripped) = shorter.strip_suffix('_').filter(|stripped| !stripped.is_empty()) {
        candidates.push(stripped.to_owned());
        shorter = stripped;
    }
    if !name.contains(|character: char| character.is_ascii_uppercase()) && !name.starts_with('_') {
        candidates.extend([name.to_ascii_uppercase(), camel(name)]);
    }
    distinct(candidates)
}

fn distinct(names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
}

/// What a Python name is called among the functions of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FunctionName {
    /// The name with the docs.
    pub(super) main: String,
    /// Python's own, where that is another: it can only be called as `Module."Name"()`.
    pub(super) exact: Option<String>,
}

/// The names of the functions of one module, or of the parts of modules below one.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A namespace in which these names have a meaning already.
    pub(super) fn reserving<'a>(reserved: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: reserved.into_iter().map(str::to_owned).collect() }
    }

    /// Names for functions. What can stay as it is does, whatever the others are called.
    pub(super) fn functions<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> BTreeMap<&'a str, FunctionName> {
        let names: BTreeSet<&str> = names.into_iter().collect();
        let stays = |name: &&str| {
            !starts_with_capital(name) && !NEVER_FUNCTIONS.contains(name) && !self.taken.contains(*name)
        };
        let (kept, changed): (Vec<&str>, Vec<&str>) = names.into_iter().partition(stays);
        let mut called = BTreeMap::new();
        for name in kept {
            self.taken.insert(name.to_owned());
            called.insert(name, FunctionName { main: name.to_owned(), exact: None });
        }
        for name in changed {
            let lower = snake(name);
            let is_capital = starts_with_capital(name);
            let name_of =
                if is_capital && (self.taken.contains(&lower) || NEVER_FUNCTIONS.contains(&lower.as_str())) {
                    FunctionName { main: self.invent(name), exact: None }
                } else if is_capital {
                    FunctionName { main: self.invent(&lower), exact: Some(self.invent(name)) }
                } else {
                    FunctionName { main: self.invent(&format!("{name}_")), exact: None }
                };
            called.insert(name, name_of);
        }
        called
    }

    /// Parts of modules' names.
    pub(super) fn segments<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> BTreeMap<&'a str, String> {
        let names: BTreeSet<&str> = names.into_iter().collect();
        let (kept, changed): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| segment(name) == *name);
        kept.into_iter().chain(changed).map(|name| (name, self.invent(&segment(name)))).collect()
    }

    /// Names for variables.
    pub(super) fn variable(&mut self, python: &str) -> String {
        let mut name = snake(&python.chars().filter(|character| is_word(*character)).collect::<String>());
        name = name.trim_start_matches('_').to_owned();
        if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
            name = format!("arg_{name}").trim_end_matches('_').to_owned();
        }
        if !is_plain(&name) {
            name.push('_');
        }
        self.invent(&name)
    }

    /// A name, changed until it is free.
    pub(super) fn invent(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        while !self.taken.insert(free.clone()) {
            free.push('_');
        }
        free
    }
}

fn starts_with_capital(name: &str) -> bool {
    name.trim_start_matches('_').starts_with(|first: char| first.is_uppercase()) && !name.starts_with('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_camel_case_and_come_back() {
        for (python, elixir) in [
            ("numpy", "Numpy"),
            ("linear_model", "LinearModel"),
            ("DataFrame", "DataFrame"),
            ("HTTPError", "HTTPError"),
            ("_core", "Core_"),
            ("c_int", "CInt"),
            ("http_2", "Http2"),
            ("r_", "R_"),
        ] {
            assert_eq!(segment(python), elixir);
            assert!(candidates_of_segment(elixir).contains(&python.to_owned()), "{python}");
        }
        assert_eq!(segment("_2to3"), "N2to3_");
        assert_eq!(segment("größe"), "GrUF6UDFe");
        assert_eq!(default_module("time"), "PyTime");
        assert_eq!(default_module("datetime"), "Datetime");
    }

    #[test]
    fn capitals_are_lower_case_and_come_back() {
        for (python, elixir) in [("MAX_SIZE", "max_size"), ("Field", "field"), ("DataFrame", "data_frame")] {
            assert_eq!(snake(python), elixir);
            assert!(candidates_of_function(elixir).contains(&python.to_owned()), "{python}");
        }
        assert_eq!(candidates_of_function("class_"), ["class_", "class", "CLASS_", "Class_"]);
        assert_eq!(candidates_of_function("NaN"), ["NaN"]);
    }

    #[test]
    fn every_name_stays_reachable() {
        let mut scope = Scope::reserving(["new"]);
        let names = scope.functions(["getItem", "get_item", "nan", "NAN", "NaN", "PI", "new", "when", "end"]);
        let main = |name: &str| names[name].main.clone();
        assert_eq!(main("getItem"), "getItem");
        assert_eq!(main("get_item"), "get_item");
        assert_eq!(main("nan"), "nan");
        assert_eq!(main("NAN"), "NAN");
        assert_eq!(main("NaN"), "na_n");
        assert_eq!(names["PI"], FunctionName { main: "pi".into(), exact: Some("PI".into()) });
        assert_eq!(main("new"), "new_");
        assert_eq!(main("when"), "when_");
        assert_eq!(main("end"), "end");
    }

    #[test]
    fn variables_can_be_written() {
        let mut scope = Scope::reserving(["opts"]);
        let names = ["a", "_a", "X", "end", "opts", "_", "ñ", "2", "fn"].map(|name| scope.variable(name));
        assert_eq!(names, ["a", "a_", "x", "end_", "opts_", "arg", "arg_", "arg_2", "fn_"]);
    }
}
