use crate::check::{checks, raised};
use snakebridge::Result;
use typed::py::re::{self, Match, Pattern, RegexFlag, error};

checks! {
    "import re";
    "re.findall", "re.RegexFlag", "re.RegexFlag.IGNORECASE": "re.findall('a.', 'abAcad', re.RegexFlag.IGNORECASE)"
        => re::findall("a.", "abAcad").flags(RegexFlag::IGNORECASE).get::<Vec<String>>();
    "re.sub": "re.sub(r'(\\w)(\\d)', r'\\2\\1', 'a1 b2', count=1)"
        => re::sub(r"(\w)(\d)", r"\2\1", "a1 b2").count(1).get::<String>();
    "re.split": "re.split(r'[,;]', 'a,b;c', maxsplit=1)" => re::split("[,;]", "a,b;c").maxsplit(1).get::<Vec<String>>();
    "re.escape": "re.escape('a.b*')" => re::escape("a.b*").get::<String>();
    "re.compile", "re.Pattern.fullmatch", "re.Match.groupdict":
        "re.compile(r'(?P<y>\\d+)-(?P<m>\\d+)').fullmatch('2024-05').groupdict()" => {
        let pattern = re::compile(r"(?P<y>\d+)-(?P<m>\d+)").object().map(Pattern::from)?;
        let found = pattern.fullmatch("2024-05").object().map(Match::from)?;
        found.groupdict().get::<std::collections::BTreeMap<String, String>>()
    };
    "re.Pattern.groups", "re.Pattern.pattern": "(re.compile('(a)(b)').groups, re.compile('(a)(b)').pattern)" => {
        let pattern = re::compile("(a)(b)").call()?;
        Ok((pattern.groups().call()?, pattern.pattern().call()?))
    };
    "re.finditer", "re.Match.span": "[match.span() for match in re.finditer('a+', 'aabaaa')]" => {
        let matches = re::finditer("a+", "aabaaa").object()?;
        matches.iter::<Match>().map(|found| found?.span().call()).collect::<Result<Vec<_>>>()
    };
    "re.error": "raised(re.compile, '(')" => raised::<error>(re::compile("(").run());
}
