//! One file: its syntax tree is walked with the names that are in scope.

use super::arguments::{Source, named};
use super::environment::{Environment, last};
use super::file::{FileScan, Kind, Mention, Place, WrittenCall};
use std::collections::BTreeSet;
use tree_sitter::{Node, Parser};

/// Deeper nesting than this is left alone.
const DEEPEST: usize = 400;

/// Reads a file. Where it is malformed the parser goes on behind, as far as it can.
pub(super) fn read(text: &str) -> FileScan {
    let mut parser = Parser::new();
    let mut reader = Reader { source: Source(text), scan: FileScan::default(), depth: 0 };
    if parser.set_language(&tree_sitter_elixir::LANGUAGE.into()).is_err() {
        return reader.scan;
    }
    if let Some(tree) = parser.parse(text, None) {
        let mut own = BTreeSet::new();
        definitions(reader.source, tree.root_node(), 0, &mut own);
        let mut environment = Environment::of(own);
        reader.all(tree.root_node(), &mut environment);
    }
    reader.scan
}

/// The names of the functions that a file defines.
fn definitions(source: Source<'_>, node: Node<'_>, depth: usize, own: &mut BTreeSet<String>) {
    if depth > DEEPEST {
        return;
    }
    if node.kind() == "call"
        && let Some(target) = node.child_by_field_name("target")
        && source.text(target).starts_with("def")
        && let Some(mut head) = arguments(node).and_then(|arguments| named(arguments).next())
    {
        while head.kind() == "binary_operator" {
            let Some(left) = head.child_by_field_name("left") else { break };
            head = left;
        }
        let name = head.child_by_field_name("target").unwrap_or(head);
        own.insert(source.text(name).to_owned());
    }
    named(node).for_each(|child| definitions(source, child, depth + 1, own));
}

fn arguments(call: Node<'_>) -> Option<Node<'_>> {
    named(call).find(|child| child.kind() == "arguments")
}

struct Reader<'a> {
    source: Source<'a>,
    scan: FileScan,
    depth: usize,
}

impl Reader<'_> {
    /// Walks the children of a node in the scope that is given; what they bind stays.
    fn all(&mut self, node: Node<'_>, environment: &mut Environment) {
        for child in named(node) {
            self.node(child, environment, 0);
        }
    }

    /// Walks a node, which a pipe may bring arguments to.
    fn node(&mut self, node: Node<'_>, environment: &mut Environment, piped: usize) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        match node.kind() {
            "call" => self.call(node, environment, piped),
            "alias" => {
                let module = environment.resolve(self.source.text(node));
                self.mention(module, Kind::Module, node);
            }
            "dot" => self.dot(node, environment),
            "binary_operator" => self.operator(node, environment),
            "unary_operator" => self.prefixed(node, environment),
            "tuple" => {
                self.function_by_parts(named(node).collect(), environment);
                self.all(node, environment);
            }
            // What is bound inside is forgotten outside.
            "do_block" | "after_block" | "rescue_block" | "catch_block" | "else_block" | "stab_clause"
            | "anonymous_function" | "block" => self.all(node, &mut environment.clone()),
            _ => self.all(node, environment),
        }
        self.depth -= 1;
    }

    fn mention(&mut self, module: String, kind: Kind, node: Node<'_>) {
        let place = self.source.place(node);
        self.mention_at(module, kind, place);
    }

    fn mention_at(&mut self, module: String, kind: Kind, place: Place) {
        self.scan.mentions.push(Mention { module, kind, names: BTreeSet::new(), place });
    }

    fn operator(&mut self, node: Node<'_>, environment: &mut Environment) {
        let fields = ["left", "operator", "right"].map(|field| node.child_by_field_name(field));
        let [Some(left), Some(operator), Some(right)] = fields else {
            return self.all(node, environment);
        };
        match self.source.text(operator) {
            "|>" => {
                self.node(left, environment, 0);
                self.node(right, environment, 1);
            }
            "=" => {
                self.node(right, environment, 0);
                if left.kind() == "identifier" {
                    let module = self.module(right, environment);
                    environment.bind_variable(self.source.text(left), module);
                } else {
                    self.node(left, environment, 0);
                }
            }
            _ => {
                self.node(left, environment, 0);
                self.node(right, environment, 0);
            }
        }
    }

    /// `@name`, `&Module.name/1`, and other operators.
    fn prefixed(&mut self, node: Node<'_>, environment: &mut Environment) {
        let fields = ["operator", "operand"].map(|field| node.child_by_field_name(field));
        let [Some(operator), Some(operand)] = fields else { return self.all(node, environment) };
        match (self.source.text(operator), operand.kind()) {
            ("@", "call") => {
                let value = arguments(operand).and_then(|arguments| named(arguments).next());
                let name = operand.child_by_field_name("target").map(|target| self.source.text(target));
                if let (Some(value), Some(name)) = (value, name)
                    && let Some(module) = self.module(value, environment)
                {
                    environment.bind_attribute(name, module);
                }
                arguments(operand).into_iter().for_each(|arguments| self.all(arguments, environment));
            }
            ("&", "binary_operator") => {
                let fields = ["left", "right"].map(|field| operand.child_by_field_name(field));
                if let [Some(left), Some(right)] = fields
                    && let Ok(arity) = self.source.text(right).parse()
                {
                    return self.captured(left, arity, environment);
                }
                self.node(operand, environment, 0);
            }
            _ => self.node(operand, environment, 0),
        }
    }

    /// `Module.name/arity`, or an imported `name/arity`.
    fn captured(&mut self, function: Node<'_>, arity: usize, environment: &mut Environment) {
        let call = WrittenCall { arguments: arity, may_end_in_options: arity > 0, ..WrittenCall::default() };
        match function.kind() {
            "call" => {
                let target = function.child_by_field_name("target");
                if let Some((module, name)) = target.and_then(|target| self.remote(target, environment)) {
                    self.mention(module, Kind::Function { name, call: Some(call) }, function);
                } else {
                    self.node(function, environment, 0);
                }
            }
            "identifier" => self.bare(self.source.text(function), call, function, environment),
            _ => self.node(function, environment, 0),
        }
    }

    /// A module that an expression certainly is.
    fn module(&self, node: Node<'_>, environment: &Environment) -> Option<String> {
        match node.kind() {
            "alias" => Some(environment.resolve(self.source.text(node))),
            "identifier" if self.source.text(node) == "__MODULE__" => Some(environment.module.clone()),
            "identifier" => environment.variable(self.source.text(node)),
            "unary_operator" => {
                let operand = node.child_by_field_name("operand")?;
                let is_attribute =
                    node.child_by_field_name("operator").map(|one| self.source.text(one)) == Some("@");
                is_attribute.then(|| environment.attribute(self.source.text(operand))).flatten()
            }
            "dot" => {
                let left = self.module(node.child_by_field_name("left")?, environment)?;
                let right = node.child_by_field_name("right").filter(|right| right.kind() == "alias")?;
                Some(format!("{left}.{}", self.source.text(right)))
            }
            _ => None,
        }
    }

    /// The module and the function of `Module.function`.
    fn remote(&self, dot: Node<'_>, environment: &Environment) -> Option<(String, String)> {
        if dot.kind() != "dot" {
            return None;
        }
        let module = self.module(dot.child_by_field_name("left")?, environment)?;
        let right = dot.child_by_field_name("right").filter(|right| right.kind() != "alias")?;
        Some((module, self.source.name(right)?.to_owned()))
    }

    fn dot(&mut self, node: Node<'_>, environment: &mut Environment) {
        match self.module(node, environment) {
            Some(module) => self.mention(module, Kind::Module, node),
            None => self.all(node, environment),
        }
    }

    fn call(&mut self, node: Node<'_>, environment: &mut Environment, piped: usize) {
        let Some(target) = node.child_by_field_name("target") else { return self.all(node, environment) };
        let given = arguments(node);
        if target.kind() == "identifier" {
            let name = self.source.text(target);
            if self.directive(name, node, given, environment) {
                return;
            }
            self.bare(name, self.source.call(given, piped), target, environment);
        } else if let Some((module, name)) = self.remote(target, environment) {
            let call = self.source.call(given, piped);
            self.mention(module, Kind::Function { name, call: Some(call) }, target);
        } else {
            self.node(target, environment, 0);
        }
        if let Some(given) = given {
            self.function_by_parts(named(given).collect(), environment);
        }
        for child in named(node).filter(|child| *child != target) {
            match child.kind() {
                "arguments" => self.all(child, environment),
                _ => self.node(child, environment, 0),
            }
        }
    }

    /// A module, the name of a function, and its arguments one after the other: `apply(Module, :name, [..])` and its like.
    fn function_by_parts(&mut self, parts: Vec<Node<'_>>, environment: &Environment) {
        for window in parts.windows(3) {
            let [module, name, given] = window else { continue };
            let is_name = matches!(name.kind(), "atom" | "quoted_atom");
            if !is_name || !matches!(given.kind(), "list" | "integer" | "identifier") {
                continue;
            }
            if let (Some(module), Some(name)) = (self.module(*module, environment), self.source.name(*name)) {
                let name = name.to_owned();
                self.mention(module, Kind::Function { name, call: None }, window[1]);
            }
        }
    }

    /// A function without a module: an imported one, unless the file has its own of that name.
    fn bare(&mut self, name: &str, call: WrittenCall, node: Node<'_>, environment: &Environment) {
        if environment.own.contains(name) {
            return;
        }
        if let Some(module) = environment.imported.get(name) {
            let kind = Kind::Function { name: name.to_owned(), call: Some(call) };
            return self.mention(module.clone(), kind, node);
        }
        for import in &environment.imports {
            self.scan.mentions[*import].names.insert(name.to_owned());
        }
    }

    /// What changes the scope; whether it was such.
    fn directive(
        &mut self,
        name: &str,
        node: Node<'_>,
        given: Option<Node<'_>>,
        environment: &mut Environment,
    ) -> bool {
        let Some(given) = given else { return false };
        let Some(first) = named(given).next() else { return false };
        match name {
            "alias" | "require" | "import" | "use" => self.brings(name, first, given, environment),
            "defmodule" | "defprotocol" | "defimpl" => self.defines(name, node, first, environment),
            "defmacro" if self.source.text(first).starts_with("__using__") => {
                let mut inside = environment.clone();
                inside.is_brought = true;
                self.all(node, &mut inside);
            }
            _ => return false,
        }
        true
    }

    fn brings(&mut self, name: &str, first: Node<'_>, given: Node<'_>, environment: &mut Environment) {
        let modules = self.modules(first, environment);
        for (module, node) in &modules {
            if environment.is_brought && name != "use" {
                self.scan.provided.push((environment.module.clone(), module.clone()));
            }
            match name {
                "use" => self.mention(module.clone(), Kind::Use, *node),
                "import" => self.imports(module, *node, given, environment),
                _ => self.mention(module.clone(), Kind::Module, *node),
            }
        }
        let short = self.source.option(given, "as").map(|short| self.source.text(short).to_owned());
        match (name, short, modules.as_slice()) {
            ("alias" | "require", Some(short), [(module, _)]) => environment.alias(&short, module.clone()),
            ("alias", None, modules) => {
                for (module, _) in modules {
                    environment.alias(last(module), module.clone());
                }
            }
            _ => {}
        }
        if name == "use" {
            named(given).skip(1).for_each(|option| self.node(option, environment, 0));
        }
    }

    /// `A.B`, or each of `A.{B, C.D}`.
    fn modules<'t>(&self, node: Node<'t>, environment: &Environment) -> Vec<(String, Node<'t>)> {
        if node.kind() == "dot"
            && let Some(group) = node.child_by_field_name("right").filter(|right| right.kind() == "tuple")
            && let Some(left) = node.child_by_field_name("left")
            && let Some(prefix) = self.module(left, environment)
        {
            let parts = named(group).filter(|part| part.kind() == "alias");
            return parts.map(|part| (format!("{prefix}.{}", self.source.text(part)), part)).collect();
        }
        self.module(node, environment).map(|module| (module, node)).into_iter().collect()
    }

    fn imports(&mut self, module: &str, node: Node<'_>, given: Node<'_>, environment: &mut Environment) {
        let names = |option: &str| -> Option<BTreeSet<String>> {
            let list = self.source.option(given, option).filter(|list| list.kind() == "list")?;
            let pairs =
                named(list).filter(|part| part.kind() == "keywords").flat_map(|part| self.source.pairs(part));
            Some(pairs.map(|(_, name, _)| name).collect())
        };
        if let Some(only) = names("only") {
            for name in only {
                environment.imported.insert(name.clone(), module.to_owned());
                self.mention(module.to_owned(), Kind::Function { name, call: None }, node);
            }
        } else {
            let except = names("except").unwrap_or_default();
            environment.imports.push(self.scan.mentions.len());
            self.mention(module.to_owned(), Kind::Import { except }, node);
        }
    }

    fn defines(&mut self, name: &str, node: Node<'_>, first: Node<'_>, environment: &mut Environment) {
        let mut inside = environment.clone();
        if let Some(written) = Some(first).filter(|first| first.kind() == "alias" && name != "defimpl") {
            let written = self.source.text(written);
            let outer = std::mem::take(&mut inside.module);
            inside.module = if outer.is_empty() {
                environment.resolve(written)
            } else {
                let short = written.split('.').next().unwrap_or(written);
                // A module inside of another has its first part as a short name there.
                environment.alias(short, format!("{outer}.{short}"));
                inside.alias(short, format!("{outer}.{short}"));
                format!("{outer}.{written}")
            };
            self.scan.defined.insert(inside.module.clone());
        }
        for child in named(node).filter(|child| child.kind() == "do_block") {
            self.all(child, &mut inside);
        }
    }
}
