//! `use` and `extern crate`.

use super::super::scopes::{MentionKind, Path};
use super::{Reader, ident, is_colons, is_punct, place, plain};
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::UseTree;

impl Reader {
    /// `use a::{b as c, d::*};`
    pub(super) fn import(&mut self, tokens: &[TokenTree], scope: usize) -> usize {
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
                let star = glob.star_token.spans[0];
                self.add(scope, path, MentionKind::Glob, place(star, star));
            }
        }
    }

    fn leaf(&mut self, ident: &Ident, rename: Option<&Ident>, mut path: Path, scope: usize) {
        if ident != "self" || path.is_empty() {
            path.push(plain(ident));
        }
        let name = rename.map(plain).or_else(|| path.last().cloned()).unwrap_or_default();
        self.scan.scopes[scope].aliases.entry(name).or_default().push(path.clone());
        self.add(scope, path, MentionKind::Import, place(ident.span(), ident.span()));
    }

    /// `extern crate a as b;`
    pub(super) fn extern_crate(&mut self, tokens: &[TokenTree]) -> usize {
        let (Some(word), Some(name)) = (ident(tokens.get(1)), ident(tokens.get(2))) else { return 1 };
        if word != "crate" {
            return 1;
        }
        let rename = ident(tokens.get(3)).filter(|word| *word == "as").and(ident(tokens.get(4)));
        let leads = if name == "self" { "crate".to_owned() } else { plain(name) };
        self.scan.externs.insert(plain(rename.unwrap_or(name)), vec![leads]);
        3
    }
}
