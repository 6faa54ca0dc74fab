use crate::check::{checks, raised};
use typed::py::regex::{self, Pattern, error};

checks! {
    "import regex";
    "regex.findall": "regex.findall('aa', 'aaaa', overlapped=True)"
        => regex::findall("aa", "aaaa").overlapped(true).get::<Vec<String>>();
    "regex.sub": "regex.sub(r'\\p{Lu}', '_', 'aBcD', count=1)"
        => regex::sub(r"\p{Lu}", "_", "aBcD").count(1).get::<String>();
    "regex.split": "regex.split(r'\\s', 'a b c', maxsplit=1)"
        => regex::split(r"\s", "a b c").maxsplit(1).get::<Vec<String>>();
    "regex.escape": "regex.escape('a-b', special_only=False)" => regex::escape("a-b").special_only(false).get::<String>();
    "regex.compile", "regex.Pattern", "regex.Pattern.subn": "regex.compile('a+').subn('-', 'aabaa')"
        => regex::compile("a+").object().map(Pattern::from)?.subn("-", "aabaa").get::<(String, i64)>();
    "regex.error": "raised(regex.compile, '[')" => raised::<error>(regex::compile("[").run());
}
