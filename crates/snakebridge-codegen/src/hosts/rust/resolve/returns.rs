//! What a call gives, where that is known.

/// The Rust type that a call's result is read as unless another is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returns {
    /// A handle: nothing better is known.
    Object,
    /// An instance of the class at hand.
    Itself,
    /// `i64`
    Int,
    /// `f64`
    Float,
    /// `bool`
    Bool,
    /// `String`
    Str,
    /// `Vec<u8>`
    Bytes,
    /// `()`
    Nothing,
}

/// What an annotation promises; `class` is the name of the class whose member it stands on. Only plain types count: a
/// wrong annotation does no harm beyond the default of `.call()`.
pub(crate) fn of_annotation(annotation: Option<&str>, class: Option<&str>) -> Returns {
    let Some(text) = annotation else { return Returns::Object };
    let text = text.trim().trim_matches(['\'', '"']);
    if let Some(class) = class
        && matches!(text.rsplit('.').next(), Some(last) if last == class || last == "Self")
    {
        return Returns::Itself;
    }
    match text.strip_prefix("builtins.").unwrap_or(text) {
        "int" => Returns::Int,
        "float" => Returns::Float,
        "bool" => Returns::Bool,
        "str" => Returns::Str,
        "bytes" => Returns::Bytes,
        "None" => Returns::Nothing,
        _ => Returns::Object,
    }
}

/// What reading a value gives. A `None` may stand for something that is set later, so it promises nothing.
pub(crate) fn of_value(type_name: &str) -> Returns {
    match type_name {
        "builtins.int" => Returns::Int,
        "builtins.float" => Returns::Float,
        "builtins.bool" => Returns::Bool,
        "builtins.str" => Returns::Str,
        "builtins.bytes" => Returns::Bytes,
        _ => Returns::Object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_annotations_are_types() {
        assert_eq!(of_annotation(Some("int"), None), Returns::Int);
        assert_eq!(of_annotation(Some("'builtins.str'"), None), Returns::Str);
        assert_eq!(of_annotation(Some("None"), None), Returns::Nothing);
        assert_eq!(of_annotation(Some("int | None"), None), Returns::Object);
        assert_eq!(of_annotation(None, None), Returns::Object);
    }

    #[test]
    fn a_class_knows_itself() {
        for annotation in ["Self", "typing.Self", "'Frame'", "pandas.core.Frame"] {
            assert_eq!(of_annotation(Some(annotation), Some("Frame")), Returns::Itself, "{annotation}");
        }
        assert_eq!(of_annotation(Some("Self"), None), Returns::Object);
        assert_eq!(of_annotation(Some("Frame | None"), Some("Frame")), Returns::Object);
    }

    #[test]
    fn values_have_their_type() {
        assert_eq!(of_value("builtins.float"), Returns::Float);
        assert_eq!(of_value("builtins.NoneType"), Returns::Object);
        assert_eq!(of_value("numpy.float64"), Returns::Object);
    }
}
