use py::toy as t;

pub struct Guard<F: Fn() -> snakebridge::Call = fn() -> snakebridge::Call>(pub F);

impl Guard {
    pub const USUAL: Self = Self(t::in_const);
}

pub async fn program<T>(path: &str) -> snakebridge::Result<Vec<T>>
where
    T: snakebridge::FromPy + From<i64>,
{
    let stream: t::Stream = t::load(path).call()?.into();
    let mut all = Vec::<T>::new();
    while all.is_empty() {
        t::in_loop().run()?;
        all.push(stream.read().get::<T>()?);
    }
    let later = async move { t::in_async().get::<T>() };
    all.push(later.await?);
    stream.close().run()?;
    Ok(all)
}
