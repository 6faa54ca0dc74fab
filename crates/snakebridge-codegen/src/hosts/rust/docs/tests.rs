use super::*;

fn shown(docstring: &str) -> String {
    markdown("m.f", docstring)
}

fn parameter(name: &str, default: Option<&str>) -> Parameter {
    let kind = ParameterKind::PositionalOrKeyword;
    Parameter { name: name.into(), kind, default: default.map(Into::into), annotation: None }
}

#[test]
fn the_summary_comes_first() {
    let docs = of_path("math.pi", "value", Some("The ratio.\n\nMore."));
    assert_eq!(docs.lines, ["The ratio.", "", "Python's value `math.pi`.", "", "More."]);
    assert_eq!(of_path("math.pi", "value", None).lines, ["Python's value `math.pi`."]);
    let docs = of_path("x", "class", Some(">>> code"));
    assert_eq!(docs.lines, ["Python's class `x`.", "", "```python", ">>> code", "```"]);
}

#[test]
fn optional_parameters_are_described_at_their_methods() {
    let signature = Signature {
        evidence: Evidence::Runtime,
        parameters: vec![parameter("a", None), parameter("b", Some("1"))],
        ..Signature::default()
    };
    let doc = "F.\n\nParameters\n----------\na : int\n    The a.\nb : int, optional\n    The b.\n\n    More.";
    let docs = CallableDocs::new("m.f", &signature, Some(doc));
    let expected = ["F.", "", "```python", "m.f(a, b=1)", "```", "", "# Parameters", "- `a` (`int`): The a."];
    assert_eq!(docs.function().lines, expected);
    assert_eq!(docs.optional(&signature.parameters[1]).lines, ["`b = 1` (`int`): The b."]);
}

#[test]
fn what_is_cut_is_told() {
    let doc = format!("F.\n\n{}Notes\n-----\nA note.", "Paragraph.\n\n".repeat(9));
    let lines = of_path("m.C", "class", Some(&doc)).lines;
    assert_eq!(lines.iter().filter(|line| *line == "Paragraph.").count(), 2);
    assert_eq!(lines.last().unwrap(), "Cut here: the text, notes. All of it: `snakebridge inspect m.C`.");
}

#[test]
fn styles_give_the_same() {
    let expected = "F.\n\n# Parameters\n- `x` (`int`): The x.\n\n# Raises\n- `E`: If so.\n";
    for docstring in [
        "F.\n\nParameters\n----------\nx : int\n    The x.\n\nRaises\n------\nE\n    If so.",
        "F.\n\nArgs:\n    x (int): The x.\n\nRaises:\n    E: If so.",
        "F.\n\n:param int x: The x.\n:raises E: If so.",
        "F.\n\n@type x: int\n@param x: The\n    x.\n@raise E: If so.",
        "F.\n\n## Parameters\n- `x` (int): The x.\n\n## Raises\n- `E`: If so.",
    ] {
        assert_eq!(shown(docstring), expected, "{docstring}");
    }
}

#[test]
fn code_is_fenced_and_never_rust() {
    assert_eq!(shown("A:\n>>> f(1)\n2\n\nThen"), "A:\n\n```python\n>>> f(1)\n2\n```\n\nThen\n");
    assert_eq!(
        shown("Use::\n\n    f(1)\n      g(2)\n\nDone."),
        "Use:\n\n```text\nf(1)\n  g(2)\n```\n\nDone.\n"
    );
    assert_eq!(shown("```rust\npanic!()"), "```text\npanic!()\n```\n");
    assert_eq!(shown("````\n```\n````"), "````text\n```\n````\n");
    assert_eq!(
        shown("A:\n\n==  ===\na   b\n==  ===\n\nB"),
        "A:\n\n```text\n==  ===\na   b\n==  ===\n```\n\nB\n"
    );
    assert_eq!(shown("A\n\n.. code-block:: json\n   :x: y\n\n   {}"), "A\n\n```json\n{}\n```\n");
}

#[test]
fn spaces_that_were_escaped_make_no_code() {
    let text = shown("S.\n\nterm\n     \\        inner\n        text");
    assert_eq!(text, "S.\n\n- term:\n  - inner: text\n");
}

#[test]
fn plain_text_stays_as_it_is() {
    for text in ["One line.\n", "A summary.\n\nA paragraph with `code`.\n", "S.\n\nA:\n- one\n- two\n"] {
        assert_eq!(shown(text), text);
        assert_eq!(shown(&shown(text)), text);
    }
}

#[test]
fn time_grows_with_length_only() {
    // Each of these would take minutes if anything were looked for again and again.
    for piece in [
        "`", "``` `", "*a ", "[", "[x](", "<", ":a:`", "|", "- ", "::\n\n  ", "== =\n", "x\n  ", "> ",
        "\n\n", "C{",
    ] {
        let text = piece.repeat(200_000);
        assert!(shown(&text).len() < 12 * text.len(), "{piece:?}");
    }
}
