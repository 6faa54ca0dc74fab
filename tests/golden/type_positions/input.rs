use py::toy as t;
use std::marker::PhantomData;

pub struct Holder {
    pub field: t::Field,
    pub optional: Option<Vec<t::Generic>>,
}

pub type Alias = t::Alias;

pub const NAME: fn() -> &'static str = std::any::type_name::<t::Constant>;

pub fn program(argument: &t::Argument) -> (t::Result, PhantomData<t::Hidden>)
where
    t::Bound: Clone,
{
    let closure = |held: &t::Closure| -> bool { held.to_string().is_empty() };
    let _ = match Some(closure as fn(&t::Closure) -> bool) {
        None => false,
        Some(_) => std::mem::size_of::<t::Arm>() > std::mem::size_of::<Box<dyn Fn(t::Cast)>>(),
    };
    (t::Result::from(argument.as_object().clone()), PhantomData)
}

trait AsObject {
    fn as_object(&self) -> &snakebridge::Object;
}

impl AsObject for t::Argument {
    fn as_object(&self) -> &snakebridge::Object {
        self
    }
}
