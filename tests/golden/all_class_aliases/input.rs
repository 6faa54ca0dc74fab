use py::toy::{self, api};

pub fn program() -> snakebridge::Result<()> {
    let table: toy::core::Table = api::Table::new().name("t").call()?;
    let row: api::Table_::Row = table.row(0).whole(true).call()?;
    let _ = snakebridge::Object::from(row);
    let same: Option<api::Table> = toy::find("t").call()?;
    let _: bool = same == Some(table);
    let _ = api::Plain::new().call()?;
    Ok(())
}
