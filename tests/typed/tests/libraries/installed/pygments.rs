use crate::check::{checks, raised};
use snakebridge::Result;
use typed::py::pygments::formatters::{HtmlFormatter, NullFormatter};
use typed::py::pygments::lexers::{self, PythonLexer};
use typed::py::pygments::util::ClassNotFound;
use typed::py::pygments::{self as highlighter, styles};

checks! {
    "import pygments; from pygments import lexers, formatters, styles";
    "pygments.highlight", "pygments.lexers.PythonLexer", "pygments.formatters.HtmlFormatter":
        "pygments.highlight('x = 1', lexers.PythonLexer(), formatters.HtmlFormatter(linenos=True))"
        => highlighter::highlight("x = 1", PythonLexer::new(), HtmlFormatter::new().kwarg("linenos", true)).get::<String>();
    "pygments.formatters.NullFormatter", "pygments.lexers.get_lexer_by_name":
        "pygments.highlight('{}', lexers.get_lexer_by_name('json'), formatters.NullFormatter())"
        => highlighter::highlight("{}", lexers::get_lexer_by_name("json"), NullFormatter::new()).get::<String>();
    "pygments.formatters.HtmlFormatter.get_style_defs": "formatters.HtmlFormatter(style='bw').get_style_defs('.x')"
        => HtmlFormatter::new().kwarg("style", "bw").call()?.get_style_defs().arg_(".x").get::<String>();
    "pygments.lex": "[str(token) for token, text in pygments.lex('1', lexers.PythonLexer())]" => {
        let tokens = highlighter::lex("1", PythonLexer::new()).object()?;
        tokens.iter::<(snakebridge::Object, String)>().map(|token| Ok(token?.0.to_string())).collect::<Result<Vec<_>>>()
    };
    "pygments.styles.get_all_styles": "list(styles.get_all_styles())"
        => styles::get_all_styles().object()?.iter::<String>().collect::<Result<Vec<_>>>();
    "pygments.util.ClassNotFound": "raised(lexers.get_lexer_by_name, 'snake')"
        => raised::<ClassNotFound>(lexers::get_lexer_by_name("snake").run());
}
