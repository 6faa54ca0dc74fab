use crate::check::{checks, raised};
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::yaml::scanner::ScannerError;
use typed::py::yaml::{self, ScalarNode};

checks! {
    "import yaml";
    "yaml.safe_load": "yaml.safe_load('{a: [1, 2], b: []}')"
        => yaml::safe_load("{a: [1, 2], b: []}").get::<BTreeMap<String, Vec<i64>>>();
    "yaml.safe_dump": "yaml.safe_dump({'b': [1, 2], 'a': [3]}, default_flow_style=True)"
        => yaml::safe_dump(BTreeMap::from([("a", vec![3]), ("b", vec![1, 2])])).kwarg("default_flow_style", true).get::<String>();
    "yaml.safe_load_all": "list(yaml.safe_load_all('--- 1\\n--- 2\\n'))"
        => yaml::safe_load_all("--- 1\n--- 2\n").object()?.iter::<i64>().collect::<Result<Vec<_>>>();
    "yaml.compose", "yaml.ScalarNode", "yaml.ScalarNode.value": "yaml.compose('5').value"
        => yaml::compose("5").object().map(ScalarNode::from)?.value().get::<String>();
    "yaml.scanner.ScannerError": "raised(yaml.safe_load, 'a: b: c')"
        => raised::<ScannerError>(yaml::safe_load("a: b: c").run());
}
