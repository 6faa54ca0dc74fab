use super::{Inline, code, replace};
use std::collections::BTreeMap;

fn shown(text: &str) -> String {
    let substitutions = BTreeMap::from([("it".to_owned(), "*that*".to_owned())]);
    let inline = Inline { path: "m.f", substitutions: &substitutions };
    replace(&inline.paragraph(text), |reference| {
        reference.candidates().find(|path| path == "m.g").map(|_| "value@self::g".to_owned())
    })
}

#[test]
fn brackets_and_tags_are_text() {
    assert_eq!(shown("see [1]_ and <Foo> -> x[0] <= 2 &lt;"), r"see \[1\] and \<Foo> -> x\[0\] <= 2 \&lt;");
}

#[test]
fn emphasis_is_what_rest_takes_for_it() {
    assert_eq!(shown("*a* **b c**, (*d*)"), "*a* **b c**, (*d*)");
    assert_eq!(shown("*args, **kwargs, 2*x*y"), r"\*args, \*\*kwargs, 2\*x\*y");
    assert_eq!(shown("_x_ a_b __init__ c_"), r"\_x\_ a_b \_\_init\_\_ c\_");
}

#[test]
fn code_stays_and_stray_backticks_do_not_open_it() {
    assert_eq!(shown("`a[0]` and ``b<c>`` [x]"), r"`a[0]` and `b<c>` \[x\]");
    assert_eq!(shown("a ` b [x]"), r"a \` b \[x\]");
    assert_eq!(shown("- ```rust"), r"\- \`\`\`rust");
    assert_eq!(shown("`this' and `that'"), r"\`this' and \`that'");
}

#[test]
fn links_are_links() {
    assert_eq!(shown("see https://a.b/c_(d), or"), "see <https://a.b/c_(d)>, or");
    assert_eq!(shown("(http://a.b/c?d=1)."), "(<http://a.b/c?d=1>).");
    assert_eq!(shown("`text <https://a.b>`_ `name`_"), "[text](<https://a.b>) name");
    assert_eq!(shown("[te_xt](https://a.b) [x](y)"), r"[te\_xt](<https://a.b>) \[x\](y)");
    assert_eq!(shown("https://"), "https://");
}

#[test]
fn roles_are_links_to_what_is_wrapped() {
    assert_eq!(shown(":func:`g` :py:func:`~m.g` :meth:`h`"), "[`g`](value@self::g) [`g`](value@self::g) `h`");
    assert_eq!(
        shown(":class:`the x <m.g>` :func:`!g` `m.g`"),
        "[`the x`](value@self::g) `g` [`m.g`](value@self::g)"
    );
    assert_eq!(
        shown(":pep:`8` :ref:`label <x>` :math:`a_b`"),
        "[PEP 8](<https://peps.python.org/pep-0008/>) label `a_b`"
    );
}

#[test]
fn the_start_of_a_line_starts_no_block() {
    for (text, expected) in
        [("# x", r"\# x"), ("1. x", r"1\. x"), ("> x", r"\> x"), ("- x", r"\- x"), ("==", r"\==")]
    {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn backslashes_and_substitutions() {
    assert_eq!(shown(r"``x``\ s \* \d \`"), r"`x`s \* \\d \`");
    assert_eq!(shown("|it| |other|"), r"\*that\* |other|");
}

#[test]
fn code_spans_hold_backticks() {
    assert_eq!(code("x='`'"), "`` x='`' ``");
    assert_eq!(code("a\nb"), "`a b`");
    assert_eq!(code(" "), "");
}
