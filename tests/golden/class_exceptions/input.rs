use py::toy;

pub fn program() -> snakebridge::Result<()> {
    match toy::fetch("http://127.0.0.1/").call() {
        Ok(_) => {}
        Err(error) if error.is::<toy::Timeout>() => {
            let timeout = error.downcast::<toy::Timeout>().expect("it is one");
            let _: f64 = timeout.after().call()?;
            timeout.code().call()?;
            let _: &toy::Failure = &timeout;
        }
        Err(error) if error.is::<toy::Failure>() => {}
        Err(error) => return Err(error),
    }
    let _ = snakebridge::Error::raise(toy::Failure::new("no").code(3));
    Ok(())
}
