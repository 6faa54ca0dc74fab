//! What the derives support, read from the input once for both.

use crate::attributes::{Attributes, Missing};
use syn::{Data, DeriveInput, Error, Fields, Ident, Result, Type};

/// A type that can be derived for.
pub(crate) enum Shape {
    /// A struct with named fields: a dict, or an object with such attributes.
    Record(Vec<Field>),
    /// A struct with one unnamed field: what the field is.
    Newtype(Box<Type>),
    /// A struct with several unnamed fields: a tuple.
    Tuple(Vec<Type>),
    /// An enum: its variants without a field are names, those with one field are alternatives.
    Choice(Vec<Variant>),
}

/// A field with a name.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) missing: Option<Missing>,
}

/// A variant of an enum.
pub(crate) enum Variant {
    /// Without a field: its name, as a `str` or as that of a member of a Python `Enum`.
    Name { ident: Ident, name: String },
    /// With one field: whatever the field is.
    Alternative { ident: Ident },
}

impl Shape {
    pub(crate) fn of(input: &DeriveInput) -> Result<Self> {
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    fields.named.iter().map(field).collect::<Result<_>>().map(Self::Record)
                }
                Fields::Unnamed(fields) => {
                    let types: Vec<Type> = fields.unnamed.iter().map(|field| field.ty.clone()).collect();
                    Ok(match <[Type; 1]>::try_from(types) {
                        Ok([only]) => Self::Newtype(Box::new(only)),
                        Err(several) => Self::Tuple(several),
                    })
                }
                Fields::Unit => Err(Error::new(
                    input.ident.span(),
                    "a struct without fields has no counterpart in Python; use `()`",
                )),
            },
            Data::Enum(data) => data.variants.iter().map(variant).collect::<Result<_>>().map(Self::Choice),
            Data::Union(_) => Err(Error::new(input.ident.span(), "a union has no counterpart in Python")),
        }
    }
}

fn field(field: &syn::Field) -> Result<Field> {
    let ident = field.ident.clone().expect("fields of this kind have names");
    let attributes = Attributes::of(&field.attrs)?;
    Ok(Field { name: attributes.name(&ident), missing: attributes.default, ident })
}

fn variant(variant: &syn::Variant) -> Result<Variant> {
    let ident = variant.ident.clone();
    let attributes = Attributes::without_default(&variant.attrs, &ident)?;
    match &variant.fields {
        Fields::Unit => Ok(Variant::Name { name: attributes.name(&ident), ident }),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 && attributes.rename.is_none() => {
            Ok(Variant::Alternative { ident })
        }
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Err(Error::new(ident.span(), "an alternative is told by its type and has no name to change"))
        }
        _ => Err(Error::new(
            ident.span(),
            "a variant has no field (then it is a name) or one (then it is an alternative); put several into a struct",
        )),
    }
}
