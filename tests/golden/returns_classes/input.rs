use py::toy;
use py::toy::core::Frame;

pub fn program() -> snakebridge::Result<()> {
    let frame = toy::load("x").strict(true).call()?;
    let copy: Frame = frame.copy().call()?;
    let _: Option<Frame> = copy.parent().call()?;
    let series: toy::Series = copy.series("a").call()?;
    let _: Frame = series.frame().call()?;
    let _: Option<Frame> = toy::maybe().call()?;
    let (_, _): (Frame, toy::Series) = toy::both().call()?;
    let _: snakebridge::Object = toy::all().call()?;
    let _: Vec<Frame> = toy::all().get()?;
    let _: snakebridge::Object = toy::elsewhere().call()?;
    let _ = Frame::new().call()?;
    Ok(())
}
