//! What the fuzz targets reach of the insides (`fuzz/targets`). No part of the API.

use crate::annotation::Type;
use crate::hosts::rust::python_signature;
use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};

/// What an annotation is understood as, and what that is without `None`.
#[must_use]
pub fn annotation(text: &str) -> String {
    let found = Type::of(text);
    format!("{found:?} {:?}", found.without_none())
}

/// A signature that has a text as every text there is, as documentation shows it.
#[must_use]
pub fn signature(text: &str) -> String {
    let parameter = Parameter {
        name: "parameter".to_owned(),
        kind: ParameterKind::KeywordOnly,
        default: Some(text.to_owned()),
        annotation: Some(text.to_owned()),
    };
    let signature = Signature {
        evidence: Evidence::Runtime,
        parameters: vec![parameter],
        returns: Some(text.to_owned()),
        ..Signature::default()
    };
    python_signature("library.function", &signature)
}
