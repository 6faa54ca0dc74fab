//! The Arrow IPC stream format, in memory.

use crate::ConversionError;
use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Schema, SchemaRef};

/// Batches that all have one schema.
///
/// ```
/// use snakebridge_core::engine::Tables;
/// fn rows(tables: &Tables) -> usize {
///     tables.batches.iter().map(|batch| batch.num_rows()).sum()
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Tables {
    /// What the columns are.
    pub schema: SchemaRef,
    /// The rows; there may be none.
    pub batches: Vec<RecordBatch>,
}

/// Reads a stream. The batches share its bytes, where those lie as their types need them.
pub(super) fn read(bytes: Vec<u8>) -> Result<Tables, ConversionError> {
    decode(Buffer::from_vec(bytes)).map_err(|error| unheld(&error))
}

fn decode(mut bytes: Buffer) -> Result<Tables, ArrowError> {
    let (mut decoder, mut batches) = (StreamDecoder::new(), Vec::new());
    while let Some(batch) = decoder.decode(&mut bytes)? {
        batches.push(batch);
    }
    decoder.finish()?;
    let schema = decoder.schema().ok_or_else(|| ArrowError::IpcError("a stream without a schema".into()))?;
    Ok(Tables { schema, batches })
}

/// Copies what may change, once.
pub(super) fn copy(tables: &Tables) -> Result<Tables, ConversionError> {
    read(write(&tables.schema, &tables.batches)?)
}

/// Writes a stream of batches that all have this schema.
pub(super) fn write(schema: &Schema, batches: &[RecordBatch]) -> Result<Vec<u8>, ConversionError> {
    encode(schema, batches).map_err(|error| unheld(&error))
}

fn encode(schema: &Schema, batches: &[RecordBatch]) -> Result<Vec<u8>, ArrowError> {
    let size: usize = batches.iter().map(RecordBatch::get_array_memory_size).sum();
    let mut writer = StreamWriter::try_new(Vec::with_capacity(size + 1024), schema)?;
    batches.iter().try_for_each(|batch| writer.write(batch))?;
    writer.into_inner()
}

fn unheld(error: &ArrowError) -> ConversionError {
    ConversionError::because("Arrow data that both sides can hold", error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{ArrayRef, Int64Array, RecordBatchOptions, StringArray};
    use std::sync::Arc;

    fn batch(ints: Vec<Option<i64>>) -> RecordBatch {
        let texts = StringArray::from_iter(ints.iter().map(|int| int.map(|int| int.to_string())));
        let columns: [(&str, ArrayRef); 2] =
            [("ints", Arc::new(Int64Array::from(ints))), ("texts", Arc::new(texts))];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap()
    }

    #[test]
    fn batches_come_back_as_they_were() {
        let batches = [batch(vec![Some(1), None, Some(3)]), batch(vec![]), batch(vec![None; 9]).slice(2, 5)];
        let stream = read(write(&batches[0].schema(), &batches).unwrap()).unwrap();
        assert_eq!(stream.schema, batches[0].schema());
        assert_eq!(stream.batches, batches);
    }

    #[test]
    fn rows_without_columns_are_counted() {
        let options = RecordBatchOptions::new().with_row_count(Some(3));
        let rows = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), vec![], &options).unwrap();
        let stream = read(write(&rows.schema(), std::slice::from_ref(&rows)).unwrap()).unwrap();
        assert_eq!(stream.batches, [rows]);
    }

    #[test]
    fn what_is_no_stream_is_an_error() {
        let whole = write(&batch(vec![]).schema(), &[batch(vec![Some(1); 100])]).unwrap();
        for bytes in [&b""[..], b"no stream at all", &whole[..whole.len() / 2]] {
            let error = read(bytes.to_vec()).unwrap_err();
            assert!(error.to_string().starts_with("expected `Arrow data"), "{error}");
        }
    }
}
