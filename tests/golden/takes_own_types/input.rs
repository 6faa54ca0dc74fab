use py::toy;

pub fn program() -> snakebridge::Result<()> {
    use snakebridge::{Call, Fits, Result, ToPy, Value, kinds};
    #[derive(Clone, ToPy)]
    struct Name(String);
    struct Metres(f64);
    impl ToPy for Metres {
        fn into_value(self) -> Result<Value> {
            self.0.into_value()
        }
    }
    impl Fits<kinds::Float> for Metres {}
    toy::f(Name("x".into())).size(Metres(2.0)).thing(Metres(1.0)).run()?;
    let name = Name("x".into());
    toy::f(&name).thing(name.clone()).run()?;
    toy::f(Call::of(Metres(1.0))).run()?;
    Ok(())
}
