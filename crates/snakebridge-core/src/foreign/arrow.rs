//! Types of `arrow`: tables cross as one Arrow IPC stream, in one `bytes`.

mod fetch;
mod stream;

use crate::{Call, ConversionError, FromPy, Native, Result, ToPy, Value, Want};
use arrow_array::RecordBatch;
use arrow_schema::Schema;
use arrow_select::concat::concat_batches;
use std::sync::Arc;
pub use stream::Tables;

crate::fits::anything! { [] RecordBatch; }

/// A `pyarrow.RecordBatch`; a `Vec` of them is a `pyarrow.Table`. Python needs the package `pyarrow` for it.
impl ToPy for RecordBatch {
    fn into_value(self) -> Result<Value> {
        let tables = Tables { schema: self.schema(), batches: vec![self] };
        let write = |tables: &Tables| open(tables)?.method("read_next_batch").into_expr();
        Ok(Value::Native(Native::new(tables, "pyarrow.RecordBatch", write)))
    }

    /// Without any, a table of no columns: only a batch could say what they are.
    fn sequence_into_value(items: impl ExactSizeIterator<Item = Self>) -> Result<Value> {
        let batches: Vec<Self> = items.collect();
        let schema = batches.first().map(Self::schema).unwrap_or_else(|| Arc::new(Schema::empty()));
        if let Some(index) = batches.iter().position(|batch| batch.schema() != schema) {
            let found = format!("schema of {}", batches[index].schema());
            return Err(ConversionError::because("schema of the first batch", found).at_index(index).into());
        }
        let write = |tables: &Tables| open(tables)?.method("read_all").into_expr();
        Ok(Value::Native(Native::new(Tables { schema, batches }, "pyarrow.Table", write)))
    }
}

fn open(tables: &Tables) -> Result<Call> {
    let bytes = stream::write(&tables.schema, &tables.batches)?;
    Ok(Call::to("pyarrow.ipc.open_stream").arg(Value::Bytes(bytes)))
}

/// From a data frame of `polars`, or, with the package `pyarrow` in Python, from its tables and record batches, a data frame of
/// `pandas`, and whatever else `pyarrow.table` takes. Several batches become one.
impl FromPy for RecordBatch {
    const WANT: Want = Want::Object;

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let Tables { schema, mut batches } = fetch::fetch(&value)?;
        match batches.len() {
            1 => Ok(batches.remove(0)),
            count => concat_batches(&schema, &batches).map_err(|error| {
                let found = format!("{count} batches ({error}); a `Vec` of batches can be read");
                ConversionError::because("record batch", found)
            }),
        }
    }

    /// The batches that a table has; at least one, which may have no rows, so that there is a schema.
    fn sequence_from_value(value: Value) -> Result<Vec<Self>, ConversionError> {
        let items = match value {
            Value::List(items) | Value::Tuple(items) => items,
            table => {
                let Tables { schema, mut batches } = fetch::fetch(&table)?;
                if batches.is_empty() {
                    batches.push(Self::new_empty(schema));
                }
                return Ok(batches);
            }
        };
        let indexed = items.into_iter().enumerate();
        indexed.map(|(index, item)| Self::from_value(item).map_err(|error| error.at_index(index))).collect()
    }
}
