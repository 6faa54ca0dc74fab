use crate::check::{checks, raised};
use std::collections::BTreeMap;
use typed::py::marshmallow::{Schema, ValidationError, fields, validate};

checks! {
    "from marshmallow import Schema, fields, validate";
    "marshmallow.fields.Integer", "marshmallow.fields.Integer.deserialize": "fields.Integer().deserialize('42')"
        => fields::Integer::new().call()?.deserialize("42").call();
    "marshmallow.Schema.from_dict", "marshmallow.fields.String":
        "Schema.from_dict({'name': fields.String(data_key='n')})().load({'n': 'x'})" => {
        let schema = Schema::from_dict(BTreeMap::from([("name", fields::String::new().data_key("n"))])).object()?;
        schema.invoke().method("load").arg(BTreeMap::from([("n", "x")])).get::<BTreeMap<String, String>>()
    };
    "marshmallow.validate.Range", "marshmallow.validate.Range.__call__": "validate.Range(min=1)(5)"
        => validate::Range::new().min(1).call()?.invoke(5).call();
    "marshmallow.ValidationError": "raised(fields.Integer().deserialize, 'x')"
        => raised::<ValidationError>(fields::Integer::new().call()?.deserialize("x").run());
    "marshmallow.ValidationError.normalized_messages":
        "(lambda error: error.normalized_messages())(__import__('marshmallow').ValidationError('no', 'age'))"
        => ValidationError::new("no").field_name("age").call()?.normalized_messages()
            .get::<BTreeMap<String, Vec<String>>>();
}
