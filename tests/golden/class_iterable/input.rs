use py::toy;

pub fn program() -> snakebridge::Result<()> {
    for line in &toy::Lines::new().call()? {
        let _: String = line?;
    }
    for row in &toy::Rows::new().call()? {
        let _: snakebridge::Object = row?;
    }
    let pages = toy::Pages::new().call()?;
    for page in &pages {
        let _: toy::Pages = page?;
    }
    pages.iter().call()?;
    let rows = toy::Rows::new().call()?;
    let _: Vec<(i64, i64)> = rows.iter::<(i64, i64)>().collect::<Result<_, _>>()?;
    Ok(())
}
