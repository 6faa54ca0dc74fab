use golden::takes_own_types::py::toy;
use snakebridge::{Result, ToPy, Value};

struct Title(String);

impl ToPy for Title {
    fn into_value(self) -> Result<Value> {
        self.0.into_value()
    }
}

fn main() {
    let _ = toy::f(Title("x".into()));
}
