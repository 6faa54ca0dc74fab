use crate::check::checks;
use snakebridge::Result;
use typed::py::bs4::{BeautifulSoup, Comment, Tag};

const PAGE: &str = "<p class=\"a b\">One <b>two</b></p><p>three</p>";

fn page() -> Result<BeautifulSoup> {
    BeautifulSoup::new().markup(PAGE).features("html.parser").call()
}

checks! {
    "from bs4 import BeautifulSoup, Comment; page = BeautifulSoup('<p class=\"a b\">One <b>two</b></p><p>three</p>', features='html.parser')";
    "bs4.BeautifulSoup", "bs4.BeautifulSoup.get_text": "page.get_text(separator='|', strip=True)"
        => page()?.get_text().separator("|").strip(true).call();
    "bs4.BeautifulSoup.find", "bs4.Tag.get": "list(page.find('p').get('class'))"
        => page()?.find().name("p").object().map(Tag::from)?.get("class").object()?.iter::<String>().collect::<Result<Vec<_>>>();
    "bs4.BeautifulSoup.find_all": "[str(tag) for tag in page.find_all('p', limit=1)]" => {
        let found = page()?.find_all().name("p").limit(1).object()?;
        found.iter::<Tag>().map(|tag| Ok(tag?.to_string())).collect::<Result<Vec<_>>>()
    };
    "bs4.BeautifulSoup.select", "bs4.Tag.name": "[tag.name for tag in page.select('p > b')]" => {
        let found = page()?.select("p > b").object()?;
        found.iter::<Tag>().map(|tag| tag?.name().call()).collect::<Result<Vec<_>>>()
    };
    "bs4.BeautifulSoup.prettify": "page.prettify(formatter='html')" => page()?.prettify().formatter("html").get::<String>();
    "bs4.Comment", "bs4.Comment.output_ready": "Comment('x').output_ready()"
        => Comment::new("x").call()?.output_ready().call();
}
