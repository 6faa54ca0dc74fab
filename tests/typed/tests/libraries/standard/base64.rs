use crate::check::checks;
use typed::py::base64;

checks! {
    "import base64";
    "base64.b64encode": "base64.b64encode(b'\\xff\\xfe?', altchars=b'-_')"
        => base64::b64encode(b"\xff\xfe?".to_vec()).altchars(b"-_".to_vec()).call();
    "base64.b64decode": "base64.b64decode('c25ha2U=', validate=True)"
        => base64::b64decode("c25ha2U=").validate(true).call();
    "base64.a85encode": "base64.a85encode(b'snake bridge', adobe=True)"
        => base64::a85encode(b"snake bridge".to_vec()).adobe(true).call();
    "base64.b32encode": "base64.b32encode(b'snake')" => base64::b32encode(b"snake".to_vec()).call();
}
