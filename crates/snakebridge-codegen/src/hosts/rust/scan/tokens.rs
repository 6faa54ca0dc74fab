//! One file: its tokens become scopes, imports and mentioned paths.

mod attributes;
mod calls;
mod dynamic;
mod imports;
mod macros;
mod mend;
mod names;

use super::scopes::{FileModule, FileScan, Mention, MentionKind, Path, Place, Scope, Unwrapped};
pub(super) use attributes::Folder;
use macros::Within;
use names::Names;
use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use std::collections::HashSet;

/// Reads a file; `None` if it is not made of Rust's tokens. Single names are only told `with_bare`, or where something is
/// imported whole.
pub(super) fn read(text: &str, with_bare: bool) -> Option<FileScan> {
    let whole: Result<TokenStream, _> = text.parse();
    let is_whole = whole.is_ok();
    let tokens = into_vec(whole.or_else(|_| mend::mended(text).parse()).ok()?);
    let mut reader = Reader::default();
    reader.scan.scopes.push(Scope::default());
    reader.walk(&tokens, 0);
    let mut scan = reader.scan;
    let names = Names::of(&tokens);
    let aliases = scan.scopes.iter().flat_map(|scope| &scope.aliases);
    let (standard, imported): (Vec<_>, Vec<_>) =
        aliases.partition(|(_, paths)| paths.iter().all(is_standard));
    let imported: HashSet<&str> = imported.into_iter().map(|(name, _)| name.as_str()).collect();
    let standard = standard.into_iter().map(|(name, _)| name.as_str()).chain(STANDARD);
    let standard: HashSet<&str> = standard.filter(|name| !imported.contains(name)).collect();
    // Where brackets are missing, so may be arguments.
    scan.calls.retain(|call| is_whole && names.allow(call, &imported, &standard));
    scan.dynamic.retain(|_| is_whole);
    scan.defined = names.defined;
    if !with_bare && scan.scopes.iter().all(|scope| scope.globs.is_empty()) {
        scan.scopes.iter_mut().for_each(|scope| scope.bare.clear());
    }
    Some(scan)
}

/// Crates that have no wrappers: what is called of them is not worth remembering.
const STANDARD: [&str; 3] = ["alloc", "core", "std"];

fn is_standard(path: &Path) -> bool {
    path.iter().find(|name| !name.is_empty()).is_some_and(|first| STANDARD.contains(&first.as_str()))
}

/// What stands alone and is no name.
const KEYWORDS: [&str; 38] = [
    "Self", "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where",
    "while",
];

#[derive(Default)]
struct Reader {
    scan: FileScan,
    seen: HashSet<(usize, Path, MentionKind)>,
    /// The macros that are being defined or called here, from the outside in.
    within: Vec<Within>,
    /// Where the files of the inline modules around are, if an attribute says so.
    folder: Option<Folder>,
}

fn into_vec(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

/// A name without the mark of a raw identifier.
fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

fn ident(token: Option<&TokenTree>) -> Option<&Ident> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident),
        _ => None,
    }
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
    fn walk(&mut self, tokens: &[TokenTree], scope: usize) {
        // What the attributes before the next item say.
        let mut named = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            at += match &tokens[at] {
                TokenTree::Group(attribute) if attributes::is_attribute(tokens, at) => {
                    self.attribute(attribute, scope);
                    named.extend(attributes::paths(attribute));
                    1
                }
                TokenTree::Group(group) => {
                    self.enter(group, scope);
                    1
                }
                TokenTree::Ident(word) if word == "mod" => {
                    self.module(&tokens[at..], scope, std::mem::take(&mut named))
                }
                TokenTree::Ident(word) if word == "use" => self.import(&tokens[at..], scope),
                TokenTree::Ident(word) if word == "extern" => self.extern_crate(&tokens[at..]),
                TokenTree::Punct(punct) if punct.as_char() == '.' => self.method(&tokens[at..]),
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    named.clear();
                    1
                }
                TokenTree::Literal(_) => 1,
                TokenTree::Ident(_) | TokenTree::Punct(_) => self.path(tokens, at, scope),
            };
        }
    }

    /// A block with imports of its own is a scope.
    fn enter(&mut self, group: &Group, scope: usize) {
        let tokens = into_vec(group.stream());
        let has_imports = || tokens.iter().any(|token| ident(Some(token)).is_some_and(|word| word == "use"));
        let inner = if group.delimiter() == Delimiter::Brace && has_imports() {
            let module = self.scan.scopes[scope].module.clone();
            let unwrapped = self.within.last().map(|within| match within {
                Within::Call(_) => Unwrapped::Around,
                Within::Definition(_) => Unwrapped::Anywhere,
            });
            self.open(Scope { parent: Some(scope), module, unwrapped, ..Scope::default() })
        } else {
            scope
        };
        self.walk(&tokens, inner);
    }

    fn open(&mut self, scope: Scope) -> usize {
        self.scan.scopes.push(scope);
        self.scan.scopes.len() - 1
    }

    /// `mod name { .. }` or `mod name;`
    fn module(&mut self, tokens: &[TokenTree], scope: usize, named: Vec<(String, bool)>) -> usize {
        let Some(name) = ident(tokens.get(1)) else { return 1 };
        let mut path = self.scan.scopes[scope].module.clone();
        path.push(plain(name));
        if let Some(body) = group(tokens.get(2), Delimiter::Brace) {
            let around = self.folder.clone();
            if let Some((folder, _)) = named.into_iter().next() {
                self.folder = Some(Folder::within(around.as_ref(), &path, folder));
            }
            let inner = self.open(Scope { module: path, ..Scope::default() });
            self.walk(&into_vec(body.stream()), inner);
            self.folder = around;
            3
        } else if is_punct(tokens.get(2), ';') {
            self.scan.files.push(FileModule { path, folder: self.folder.clone(), named });
            3
        } else {
            1
        }
    }

    /// `.name(` or `.name::<T>(`
    fn method(&mut self, tokens: &[TokenTree]) -> usize {
        let is_call = |at| group(tokens.get(at), Delimiter::Parenthesis).is_some() || is_colons(tokens, at);
        if is_punct(tokens.get(1), '$') && ident(tokens.get(2)).is_some() && is_call(3) {
            self.scan.callers.extend(self.defining().map(str::to_owned));
            return 3;
        }
        let Some(name) = ident(tokens.get(1)) else { return 1 };
        if is_call(2) {
            self.scan.names.insert(plain(name));
        }
        2
    }

    /// `a::b::c`, `::a::b`, `$crate::a`, or a single name; with what follows, if it is that of a macro.
    fn path(&mut self, tokens: &[TokenTree], start: usize, scope: usize) -> usize {
        let mut at = start;
        let mut path = Path::new();
        if is_colons(tokens, at) {
            path.push(String::new());
            at += 2;
        } else if is_punct(tokens.get(at), '$') {
            at += 1;
        }
        let Some(first) = ident(tokens.get(at)) else { return at.max(start + 1) - start };
        path.push(plain(first));
        let mut last = first;
        at += 1;
        while is_colons(tokens, at)
            && let Some(next) = ident(tokens.get(at + 2))
        {
            path.push(plain(next));
            last = next;
            at += 3;
        }
        if let Some(length) = self.called(&path, &tokens[at..], scope) {
            return at + length - start;
        }
        let place = place(first.span(), last.span());
        self.hole(&path, &tokens[at..], scope, place);
        // `Vec::<T>::name`, `<T as Trait>::name`
        if path[0].is_empty() && ends_generics(&tokens[..start]) {
            self.scan.names.insert(plain(last));
        } else if path.len() > 1 || !KEYWORDS.contains(&first.to_string().as_str()) {
            self.call(&path, &tokens[at..], scope, place);
            self.mention(path, place, scope);
        }
        at - start
    }

    fn mention(&mut self, path: Path, place: Place, scope: usize) {
        if path.len() == 1 {
            self.argument(&path[0]);
            self.scan.scopes[scope].bare.extend(path);
        } else {
            self.add(scope, path, MentionKind::Path, place);
        }
    }

    fn add(&mut self, scope: usize, path: Path, kind: MentionKind, place: Place) {
        if self.seen.insert((scope, path.clone(), kind)) {
            self.scan.mentions.push(Mention { scope, path, kind, place });
        }
    }
}

/// Whether what comes before `::` is the `>` of `Vec::<T>::name`, and not that of `-> ::name`, `=> ::name` or a comparison.
fn ends_generics(before: &[TokenTree]) -> bool {
    let is_joint = |token: Option<&TokenTree>, of: &[char]| matches!(token, Some(TokenTree::Punct(punct)) if of.contains(&punct.as_char()) && punct.spacing() == Spacing::Joint);
    let arrow = before.len().checked_sub(2).and_then(|at| before.get(at));
    is_joint(before.last(), &['>']) && !is_joint(arrow, &['-', '='])
}

/// From one span to another.
fn place(first: Span, last: Span) -> Place {
    let (from, to) = (first.start(), last.end());
    let length = if from.line == to.line { to.column - from.column } else { 1 };
    (from.line, from.column + 1, length)
}
