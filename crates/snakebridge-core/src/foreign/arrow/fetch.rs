//! Asks Python for a table as an Arrow IPC stream.

use super::stream::{Tables, copy, read};
use crate::{Call, ConversionError, Error, Expr, Object, Result, Value};

/// Reads whatever Python has for a table.
pub(super) fn fetch(value: &Value) -> Result<Tables, ConversionError> {
    let Value::Object(object) = value else { return Err(ConversionError::new("table", value)) };
    let come = if is_polars(object) { by_polars(object).map(Come::Stream) } else { by_pyarrow(object) };
    match come.map_err(|error| unlike(object, &error))? {
        Come::Stream(bytes) => read(bytes),
        // What `pyarrow` made of something else may be of memory that this goes on to write to.
        Come::Shared(tables) => copy(&tables),
    }
}

/// How a table comes.
enum Come {
    Stream(Vec<u8>),
    /// In memory that Python may change.
    Shared(Tables),
}

fn is_polars(object: &Object) -> bool {
    object.type_name().starts_with("polars.") && object.type_name().ends_with(".DataFrame")
}

/// `polars` writes streams by itself. Its oldest level of compatibility has the types that everything else knows.
fn by_polars(frame: &Object) -> Result<Vec<u8>> {
    let level = Call::to("polars.CompatLevel.oldest");
    let file = frame.method("write_ipc_stream").arg(()).kwarg("compat_level", level);
    file.method("getvalue").get()
}

fn by_pyarrow(object: &Object) -> Result<Come> {
    let table = match object.type_name() {
        "pyarrow.lib.Table" | "pyarrow.lib.RecordBatch" => object.to_call(),
        _ => Call::to("pyarrow.table").arg(object),
    };
    let sink = Call::to("pyarrow.BufferOutputStream");
    let (table, sink): (Object, Object) = in_order([table, sink])?.get()?;
    if let Some(tables) = table.owner().interpreter().table(table.id_in(table.owner())?)? {
        return Ok(Come::Shared(tables));
    }
    let writer = Call::to("pyarrow.ipc.new_stream").arg(&sink).arg(table.attr("schema")).object()?;
    let steps = [
        writer.method("write").arg(&table),
        writer.method("close"),
        sink.method("getvalue").method("to_pybytes"),
    ];
    in_order(steps)?.item(2).get().map(Come::Stream)
}

/// Calls that are evaluated one after the other, in one request: their results, as a tuple.
fn in_order<const N: usize>(calls: [Call; N]) -> Result<Call> {
    let parts = calls.into_iter().map(|call| call.into_expr().map(Value::from));
    Ok(Call::expression(Expr::Value(Value::Tuple(parts.collect::<Result<_>>()?))))
}

fn unlike(object: &Object, error: &Error) -> ConversionError {
    let found = object.type_name();
    let is_missing =
        |error: &Error| error.is_instance("ModuleNotFoundError") && error.to_string().contains("pyarrow");
    let found = if is_missing(error) {
        format!(
            "{found}, which takes the Python package `pyarrow` to be read; install it beside what made this"
        )
    } else {
        format!("{found} ({error})")
    };
    ConversionError::because("table", found)
}
