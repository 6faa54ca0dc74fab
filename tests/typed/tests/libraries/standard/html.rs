use crate::check::checks;
use typed::py::html;
use typed::py::html::entities::name2codepoint;

checks! {
    "import html, html.entities";
    "html.escape": "html.escape('<a href=\"x\">', quote=False)" => html::escape("<a href=\"x\">").quote(false).call();
    "html.unescape": "html.unescape('&eacute;&#x41;')" => html::unescape("&eacute;&#x41;").call();
    "html.entities.name2codepoint": "html.entities.name2codepoint['euro']" => name2codepoint().item("euro").call();
}
