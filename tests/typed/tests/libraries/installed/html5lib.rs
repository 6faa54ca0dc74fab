use crate::check::checks;
use typed::py::html5lib::constants::namespaces;
use typed::py::html5lib::{self, HTMLParser};

checks! {
    "import html5lib, html5lib.constants";
    "html5lib.parse": "html5lib.parse('<p>a', namespaceHTMLElements=False)[1][0].text"
        => html5lib::parse("<p>a").namespaceHTMLElements(false).item(1).item(0).attr("text").call();
    "html5lib.parseFragment", "html5lib.serialize":
        "html5lib.serialize(html5lib.parseFragment('<b>x<i>y'), omit_optional_tags=False)"
        => html5lib::serialize(html5lib::parseFragment("<b>x<i>y")).kwarg("omit_optional_tags", false).get::<String>();
    "html5lib.HTMLParser", "html5lib.HTMLParser.parse", "html5lib.HTMLParser.errors":
        "(lambda parser: (parser.parse('<p'), len(parser.errors))[1])(html5lib.HTMLParser())" => {
        let parser = HTMLParser::new().call()?;
        parser.parse("<p").run()?;
        parser.errors().object()?.len().call()
    };
    "html5lib.constants.namespaces": "html5lib.constants.namespaces['svg']" => namespaces().item("svg").call();
}
