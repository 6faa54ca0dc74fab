use crate::check::{checks, raised};
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::jsonschema::{self, Draft7Validator, SchemaError, ValidationError, exceptions};

fn integers() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([("type", "integer")])
}

checks! {
    "import jsonschema; from jsonschema import Draft7Validator, exceptions";
    "jsonschema.Draft7Validator", "jsonschema.Draft7Validator.is_valid": "Draft7Validator({'type': 'integer'}).is_valid(1.5)"
        => Draft7Validator::new(integers()).call()?.is_valid(1.5).call();
    "jsonschema.Draft7Validator.iter_errors", "jsonschema.ValidationError.message":
        "[error.message for error in Draft7Validator({'type': 'integer'}).iter_errors('x')]" => {
        let errors = Draft7Validator::new(integers()).call()?.iter_errors("x").object()?;
        errors.iter::<ValidationError>().map(|error| error?.message().get::<String>()).collect::<Result<Vec<_>>>()
    };
    "jsonschema.exceptions.best_match":
        "exceptions.best_match(Draft7Validator({'type': 'integer'}).iter_errors('x')).validator" => {
        let errors = Draft7Validator::new(integers()).call()?.iter_errors("x");
        exceptions::best_match(errors).attr("validator").get::<String>()
    };
    "jsonschema.validate", "jsonschema.ValidationError": "raised(jsonschema.validate, 'x', {'type': 'integer'})"
        => raised::<ValidationError>(jsonschema::validate("x", integers()).run());
    "jsonschema.SchemaError", "jsonschema.Draft7Validator.check_schema":
        "raised(Draft7Validator.check_schema, {'type': 'number!'})"
        => raised::<SchemaError>(Draft7Validator::check_schema(BTreeMap::from([("type", "number!")])).run());
}
