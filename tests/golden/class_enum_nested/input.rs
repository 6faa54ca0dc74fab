use py::toy;

pub fn program() -> snakebridge::Result<()> {
    use toy::Order_::State;
    let order = toy::Order::new().call()?;
    let state: State = order.state().get()?;
    order.r#move(State::CLOSED).call()?;
    assert_ne!(state, State::CLOSED);
    Ok(())
}
