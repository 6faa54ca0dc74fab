use crate::check::{checks, raised};
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::requests::exceptions::MissingSchema;
use typed::py::requests::structures::CaseInsensitiveDict;
use typed::py::requests::{self, PreparedRequest, Request, Response, Session, utils};

checks! {
    "import requests; from requests import Request, utils";
    "requests.Request", "requests.Request.prepare", "requests.PreparedRequest.url":
        "Request('GET', 'http://h/p', params={'q': 'a b'}).prepare().url" => {
        let request = Request::new().method_("GET").url("http://h/p").params(BTreeMap::from([("q", "a b")])).call()?;
        request.prepare().call()?.url().call()
    };
    "requests.Session", "requests.Session.prepare_request", "requests.PreparedRequest.method":
        "requests.Session().prepare_request(Request('post', 'http://h')).method" => {
        let prepared = Session::new().call()?.prepare_request(Request::new().method_("post").url("http://h")).object()?;
        PreparedRequest::from(prepared).method().call()
    };
    "requests.structures.CaseInsensitiveDict", "requests.structures.CaseInsensitiveDict.lower_items":
        "list(requests.structures.CaseInsensitiveDict({'Accept': 'x'}).lower_items())" => {
        let headers = CaseInsensitiveDict::new().data(BTreeMap::from([("Accept", "x")])).call()?;
        headers.lower_items().object()?.iter::<(String, String)>().collect::<Result<Vec<_>>>()
    };
    "requests.Response", "requests.Response.ok", "requests.Response.status_code":
        "(lambda answer: (setattr(answer, 'status_code', 404), answer.ok)[1])(requests.Response())" => {
        let response = Response::new().call()?;
        response.set_status_code(404).run()?;
        response.ok().call()
    };
    "requests.utils.quote": "utils.quote('a b/c', safe='')" => utils::quote("a b/c").safe("").call();
    "requests.utils.parse_header_links": "utils.parse_header_links('<http://x>; rel=next')"
        => utils::parse_header_links("<http://x>; rel=next").call();
    "requests.exceptions.MissingSchema", "requests.get": "raised(requests.get, 'nowhere')"
        => raised::<MissingSchema>(requests::get("nowhere").run());
}
