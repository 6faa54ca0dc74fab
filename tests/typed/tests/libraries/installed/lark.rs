use crate::check::{checks, raised};
use snakebridge::Result;
use typed::py::lark::{Lark, Token, Tree, UnexpectedCharacters};

const SUMS: &str = "start: NUMBER (\"+\" NUMBER)*\n%import common.NUMBER\n";

checks! {
    "from lark import *; SUMS = 'start: NUMBER (\"+\" NUMBER)*\\n%import common.NUMBER\\n'";
    "lark.Lark", "lark.Lark.parse", "lark.Tree.pretty":
        "Lark(SUMS, parser='lalr').parse('1+23').pretty(indent_str='. ')" => {
        let parser = Lark::new(SUMS).kwarg("parser", "lalr").call()?;
        parser.parse("1+23").object().map(Tree::from)?.pretty().indent_str(". ").get::<String>()
    };
    "lark.Tree", "lark.Tree.find_data":
        "[tree.data for tree in Tree('a', [Tree('b', []), Tree('c', [])]).find_data('b')]" => {
        let leaves = (Tree::new("b", [0; 0]), Tree::new("c", [0; 0]));
        let tree = Tree::new("a", vec![leaves.0, leaves.1]).call()?;
        let found = tree.find_data("b").object()?;
        found.iter::<Tree>().map(|tree| tree?.attr("data").get::<String>()).collect::<Result<Vec<_>>>()
    };
    "lark.Token", "lark.Token.type": "Token('WORD', 'snake').type"
        => Token::new().arg("WORD").arg("snake").call()?.r#type().call();
    "lark.UnexpectedCharacters", "lark.UnexpectedCharacters.column": "raised(Lark(SUMS, parser='lalr').parse, '1?')" => {
        let parser = Lark::new(SUMS).kwarg("parser", "lalr").call()?;
        let error = parser.parse("1?").run();
        let column: i64 = error.as_ref().err().and_then(|error| error.downcast::<UnexpectedCharacters>()).expect("it fails").column().get()?;
        assert_eq!(column, 2);
        raised::<UnexpectedCharacters>(error)
    };
}
