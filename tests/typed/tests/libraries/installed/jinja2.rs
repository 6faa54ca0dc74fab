use crate::check::{checks, raised};
use std::collections::BTreeMap;
use typed::py::jinja2::{
    DictLoader, Environment, StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta,
};

checks! {
    "import jinja2; from jinja2 import *; from jinja2 import meta";
    "jinja2.Template", "jinja2.Template.render":
        "Template('{{ a }}{% for x in xs %}-{{ x }}{% endfor %}').render(a=1, xs=[2, 3])"
        => Template::new("{{ a }}{% for x in xs %}-{{ x }}{% endfor %}").call()?
            .render().kwarg("a", 1).kwarg("xs", [2, 3]).call();
    "jinja2.Environment", "jinja2.Environment.from_string":
        "Environment(variable_start_string='<<', variable_end_string='>>').from_string('<< 1 + 1 >>').render()" => {
        let environment = Environment::new().variable_start_string("<<").variable_end_string(">>").call()?;
        environment.from_string("<< 1 + 1 >>").call()?.render().call()
    };
    "jinja2.DictLoader", "jinja2.Environment.get_template":
        "Environment(loader=DictLoader({'t': 'T{{ x }}'})).get_template('t').render(x=2)" => {
        let environment = Environment::new().loader(DictLoader::new(BTreeMap::from([("t", "T{{ x }}")]))).call()?;
        environment.get_template("t").call()?.render().kwarg("x", 2).call()
    };
    "jinja2.meta.find_undeclared_variables", "jinja2.Environment.parse":
        "meta.find_undeclared_variables(Environment().parse('{{ a }}{{ b }}'))"
        => meta::find_undeclared_variables(Environment::new().call()?.parse("{{ a }}{{ b }}")).call();
    "jinja2.StrictUndefined", "jinja2.UndefinedError":
        "raised(Environment(undefined=StrictUndefined).from_string('{{ a }}').render)" => {
        let environment = Environment::new().undefined(StrictUndefined::class()).call()?;
        raised::<UndefinedError>(environment.from_string("{{ a }}").call()?.render().run())
    };
    "jinja2.TemplateSyntaxError": "raised(Template, '{% if %}')"
        => raised::<TemplateSyntaxError>(Template::new("{% if %}").run());
}
