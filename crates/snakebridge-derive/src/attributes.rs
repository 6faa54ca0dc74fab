//! `#[py(rename = "..", default, default = path)]`.

use syn::{Attribute, Error, ExprPath, Ident, LitStr, Result};

/// What `#[py(..)]` says about a field or a variant.
#[derive(Default)]
pub(crate) struct Attributes {
    pub(crate) rename: Option<String>,
    pub(crate) default: Option<Missing>,
}

/// What stands for a field that is missing.
pub(crate) enum Missing {
    /// `Default::default()`.
    Trait,
    /// A function.
    Function(Box<ExprPath>),
}

impl Attributes {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut all = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("py")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    all.rename = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("default") {
                    all.default = Some(match meta.value() {
                        Ok(value) => Missing::Function(value.parse()?),
                        Err(_) => Missing::Trait,
                    });
                } else {
                    return Err(meta.error("expected `rename = \"..\"`, `default` or `default = function`"));
                }
                Ok(())
            })?;
        }
        Ok(all)
    }

    /// For places where a default has no meaning.
    pub(crate) fn without_default(attributes: &[Attribute], at: &Ident) -> Result<Self> {
        let all = Self::of(attributes)?;
        match all.default {
            Some(_) => Err(Error::new(at.span(), "only fields with a name have a default")),
            None => Ok(all),
        }
    }

    /// The name in Python: the one given, else Rust's without the mark of a raw identifier.
    pub(crate) fn name(&self, ident: &Ident) -> String {
        self.rename.clone().unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned())
    }
}
