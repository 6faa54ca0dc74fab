use crate::check::checks;
use snakebridge::Result;
use typed::py::yarl::URL;

fn url() -> Result<URL> {
    URL::new().val("http://user@example.com:8080/a/b?x=1#top").call()
}

checks! {
    "from yarl import URL; url = URL('http://user@example.com:8080/a/b?x=1#top')";
    "yarl.URL", "yarl.URL.host": "url.host" => url()?.host().call();
    "yarl.URL.port": "url.port" => url()?.port().call();
    "yarl.URL.with_path": "str(url.with_path('/c d'))" => Ok(url()?.with_path("/c d").object()?.to_string());
    "yarl.URL.join": "str(url.join(URL('../z')))" => Ok(url()?.join(URL::new().val("../z")).object()?.to_string());
    "yarl.URL.build": "str(URL.build(scheme='https', host='h', query={'a': '1'}))" => {
        let query = std::collections::BTreeMap::from([("a", "1")]);
        Ok(URL::build().scheme("https").host("h").query(query).object()?.to_string())
    };
    "yarl.URL.__truediv__": "str(URL('http://h') / 'x' / 'y')"
        => Ok((URL::new().val("http://h").call()? / "x").call()?.method("__truediv__").arg("y").object()?.to_string());
}
