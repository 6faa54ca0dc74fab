//! One file: its tokens become scopes, imports and mentioned paths.

use super::calls;
use super::scopes::{FileModule, FileScan, Mention, MentionKind, Path, Scope};
use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use std::collections::HashSet;
use syn::UseTree;

/// Reads a file; `None` if it is not made of Rust's tokens.
pub(super) fn read(text: &str) -> Option<FileScan> {
    let tokens: TokenStream = text.parse().ok()?;
    let names = calls::Names::of(tokens.clone());
    let mut reader = Reader::default();
    reader.scan.scopes.push(Scope::default());
    reader.walk(tokens, 0);
    let mut scan = reader.scan;
    let imported: HashSet<&String> = scan.scopes.iter().flat_map(|scope| scope.aliases.keys()).collect();
    scan.calls.retain(|call| match call.path.as_slice() {
        [name] => imported.contains(name) && names.leave(name),
        _ => true,
    });
    scan.defined = names.defined;
    if scan.scopes.iter().all(|scope| scope.globs.is_empty()) {
        scan.scopes.iter_mut().for_each(|scope| scope.bare.clear());
    }
    Some(scan)
}

#[derive(Default)]
struct Reader {
    scan: FileScan,
    seen: HashSet<(usize, Path, MentionKind)>,
}

/// A name without the mark of a raw identifier.
fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
        && is_punct(tokens.get(at + 1), ':')
}

fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

impl Reader {
    /// Reads a run of tokens; what it cannot make sense of, it passes over.
    fn walk(&mut self, tokens: TokenStream, scope: usize) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        // What a `#[path = ".."]` before the next item says.
        let mut named = None;
        let mut at = 0;
        while at < tokens.len() {
            at += match &tokens[at] {
                TokenTree::Group(group) => {
                    named = path_attribute(group).or(named);
                    self.enter(group, scope);
                    1
                }
                TokenTree::Ident(ident) if ident == "mod" => self.module(&tokens[at..], scope, named.take()),
                TokenTree::Ident(ident) if ident == "use" => self.import(&tokens[at..], scope),
                TokenTree::Punct(punct) if punct.as_char() == '.' => self.method(&tokens[at..]),
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    named = None;
                    1
                }
                TokenTree::Literal(_) => 1,
                TokenTree::Ident(_) | TokenTree::Punct(_) => self.path(&tokens, at, scope),
            };
        }
    }

    fn enter(&mut self, group: &Group, scope: usize) {
        let inner = if group.delimiter() == Delimiter::Brace && has_imports(&group.stream()) {
            let module = self.scan.scopes[scope].module.clone();
            self.open(Scope { parent: Some(scope), module, ..Scope::default() })
        } else {
            scope
        };
        self.walk(group.stream(), inner);
    }

    fn open(&mut self, scope: Scope) -> usize {
        self.scan.scopes.push(scope);
        self.scan.scopes.len() - 1
    }

    /// `mod name { .. }` or `mod name;`
    fn module(&mut self, tokens: &[TokenTree], scope: usize, named: Option<String>) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(1) else { return 1 };
        let mut path = self.scan.scopes[scope].module.clone();
        path.push(plain(name));
        if let Some(body) = group(tokens.get(2), Delimiter::Brace) {
            let inner = self.open(Scope { module: path, ..Scope::default() });
            self.walk(body.stream(), inner);
            3
        } else if is_punct(tokens.get(2), ';') {
            self.scan.files.push(FileModule { path, named });
            3
        } else {
            1
        }
    }

    /// `use a::{b as c, d::*};`
    fn import(&mut self, tokens: &[TokenTree], scope: usize) -> usize {
        let Some(end) = tokens.iter().position(|token| is_punct(Some(token), ';')) else { return 1 };
        let mut start = 1;
        let mut path = Path::new();
        if is_colons(tokens, start) {
            path.push(String::new());
            start += 2;
        } else if is_punct(tokens.get(start), '$') {
            // `$crate`: the crate of the macro, which is this one.
            start += 1;
        }
        let tree: TokenStream = tokens[start..end].iter().cloned().collect();
        match syn::parse2::<UseTree>(tree) {
            Ok(tree) => {
                self.leaves(&tree, path, scope);
                end
            }
            Err(_) => 1,
        }
    }

    fn leaves(&mut self, tree: &UseTree, mut path: Path, scope: usize) {
        match tree {
            UseTree::Path(step) => {
                path.push(plain(&step.ident));
                self.leaves(&step.tree, path, scope);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.leaves(tree, path.clone(), scope);
                }
            }
            UseTree::Name(leaf) => self.leaf(&leaf.ident, None, path, scope),
            UseTree::Rename(leaf) => self.leaf(&leaf.ident, Some(&leaf.rename), path, scope),
            UseTree::Glob(glob) => {
                self.scan.scopes[scope].globs.push(path.clone());
                self.add(scope, path, MentionKind::Glob, glob.star_token.spans[0], 1);
            }
        }
    }

    fn leaf(&mut self, ident: &Ident, rename: Option<&Ident>, mut path: Path, scope: usize) {
        if ident != "self" || path.is_empty() {
            path.push(plain(ident));
        }
        let name = rename.map(plain).or_else(|| path.last().cloned()).unwrap_or_default();
        self.scan.scopes[scope].aliases.entry(name).or_default().push(path.clone());
        self.add(scope, path, MentionKind::Import, ident.span(), ident.to_string().chars().count());
    }

    /// `.name(` or `.name::<T>(`
    fn method(&mut self, tokens: &[TokenTree]) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(1) else { return 1 };
        if group(tokens.get(2), Delimiter::Parenthesis).is_some() || is_colons(tokens, 2) {
            self.scan.names.insert(plain(name));
        }
        2
    }

    /// `a::b::c`, `::a::b`, `$crate::a`, or a single name.
    fn path(&mut self, tokens: &[TokenTree], start: usize, scope: usize) -> usize {
        let mut at = start;
        let mut path = Path::new();
        if is_colons(tokens, at) {
            path.push(String::new());
            at += 2;
        } else if is_punct(tokens.get(at), '$') {
            at += 1;
        }
        let Some(TokenTree::Ident(first)) = tokens.get(at) else { return at.max(start + 1) - start };
        path.push(plain(first));
        let mut last = first;
        at += 1;
        while is_colons(tokens, at)
            && let Some(TokenTree::Ident(next)) = tokens.get(at + 2)
        {
            path.push(plain(next));
            last = next;
            at += 3;
        }
        self.scan.calls.extend(calls::read(&path, (first, last), &tokens[at..], scope));
        self.mention(path, first, last, start > 0 && is_punct(tokens.get(start - 1), '>'), scope);
        at - start
    }

    fn mention(&mut self, path: Path, first: &Ident, last: &Ident, is_rest: bool, scope: usize) {
        if is_rest {
            // `Vec::<T>::name`, `<T as Trait>::name`
            self.scan.names.insert(plain(last));
        } else if path.len() == 1 {
            self.scan.scopes[scope].bare.extend(path);
        } else {
            let (from, to) = (first.span().start(), last.span().end());
            let length = if from.line == to.line { to.column - from.column } else { 1 };
            self.add(scope, path, MentionKind::Path, first.span(), length);
        }
    }

    fn add(&mut self, scope: usize, path: Path, kind: MentionKind, span: Span, length: usize) {
        if self.seen.insert((scope, path.clone(), kind)) {
            let start = span.start();
            self.scan.mentions.push(Mention {
                scope,
                path,
                kind,
                place: (start.line, start.column + 1, length),
            });
        }
    }
}

/// Whether there is a `use` in a block itself, not in one inside it.
fn has_imports(block: &TokenStream) -> bool {
    block.clone().into_iter().any(|token| matches!(token, TokenTree::Ident(ident) if ident == "use"))
}

/// What `[path = ".."]` says.
fn path_attribute(group: &Group) -> Option<String> {
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let attribute = syn::parse2::<syn::MetaNameValue>(group.stream()).ok()?;
    match attribute.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) if attribute.path.is_ident("path") => {
            Some(text.value())
        }
        _ => None,
    }
}
