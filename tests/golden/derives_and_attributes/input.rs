use py::toy::{self, Frame};

#[derive(Debug, Clone, snakebridge::FromPy)]
#[expect(dead_code, reason = "it is read, not used")]
pub struct Row {
    frame: Frame,
    others: Vec<toy::Frame>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { call: toy::default_of }
    }
}

pub struct Settings {
    pub call: fn() -> snakebridge::Call,
}

#[must_use = "toy::nothing"]
pub fn program() -> snakebridge::Result<Row> {
    /// Not `toy::nothing`.
    #[inline]
    fn inner() -> snakebridge::Call {
        toy::helper()
    }
    let row: Row = inner().get()?;
    row.frame.head().run()?;
    Ok(row)
}
