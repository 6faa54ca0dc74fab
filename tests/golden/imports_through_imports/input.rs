use {
    part::inner::{self as deepest, two},
    toy::{part, Shape as Form},
};
use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::one().call()?;
    two().call()?;
    deepest::two().call()?;
    part::three().call()?;
    Form::new().call()?.area().run()
}
