use crate::check::checks;
use typed::py::textwrap::{self, TextWrapper};

checks! {
    "import textwrap; TEXT = 'the quick brown fox jumps over the lazy dog'";
    "textwrap.wrap": "textwrap.wrap(TEXT, width=12)"
        => textwrap::wrap("the quick brown fox jumps over the lazy dog").width(12).call();
    "textwrap.shorten": "textwrap.shorten(TEXT, 20, placeholder='..')"
        => textwrap::shorten("the quick brown fox jumps over the lazy dog", 20).kwarg("placeholder", "..").call();
    "textwrap.indent": "textwrap.indent('a\\n\\nb', '> ')" => textwrap::indent("a\n\nb", "> ").call();
    "textwrap.dedent": "textwrap.dedent('  a\\n    b')" => textwrap::dedent("  a\n    b").call();
    "textwrap.TextWrapper", "textwrap.TextWrapper.fill":
        "textwrap.TextWrapper(width=15, initial_indent='* ').fill(TEXT)" => {
        let wrapper = TextWrapper::new().width(15).initial_indent("* ").call()?;
        wrapper.fill("the quick brown fox jumps over the lazy dog").call()
    };
}
