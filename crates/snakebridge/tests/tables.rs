//! Tables of `arrow`, to and from the libraries of Python that have them.

use arrow_array::builder::{Int64Builder, ListBuilder, StringDictionaryBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, Int64Array, LargeStringArray, NullArray, RecordBatch,
    RecordBatchOptions, StructArray, TimestampMicrosecondArray,
};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use snakebridge::{Bridge, Call, Error, Object, Session, Value, py};
use snakebridge_testkit::{Python, toys, with_numpy, with_tables_and_records};
use std::sync::Arc;

fn session(python: &Python) -> Session {
    let bridge = Bridge::builder().python(&python.path).search_path(toys()).build();
    bridge.expect("it was provisioned").session()
}

/// Whether this is the run of `the_same_holds_in_process`.
fn in_process() -> bool {
    std::env::var_os("SNAKEBRIDGE_ENGINE").is_some()
}

/// Columns of all sorts, each with a null.
fn samples() -> RecordBatch {
    let mut kinds = StringDictionaryBuilder::<Int8Type>::new();
    kinds.extend([Some("x"), Some("y"), Some("x"), None]);
    let mut lists = ListBuilder::new(ListBuilder::new(Int64Builder::new()));
    lists.append_value([Some(vec![Some(1), None]), None]);
    lists.append_null();
    lists.append_value([Some(vec![])]);
    lists.append_value(Vec::<Option<Vec<Option<i64>>>>::new());
    let stamps = TimestampMicrosecondArray::from(vec![Some(1), None, Some(i64::MAX), Some(-1)]);
    let cents = Decimal128Array::from(vec![Some(1), None, Some(-100), Some(10_i128.pow(37))]);
    let inner: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None, Some(3), Some(4)]));
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("flags", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false), Some(true)]))),
        ("texts", Arc::new(LargeStringArray::from(vec![Some("ä"), None, Some(""), Some("z")]))),
        ("kinds", Arc::new(kinds.finish())),
        ("lists", Arc::new(lists.finish())),
        ("stamps", Arc::new(stamps.with_timezone("Europe/Berlin"))),
        ("cents", Arc::new(cents.with_precision_and_scale(38, 2).expect("it is in range"))),
        (
            "pairs",
            Arc::new(StructArray::from(vec![(Arc::new(Field::new("n", DataType::Int64, true)), inner)])),
        ),
        ("nulls", Arc::new(NullArray::new(4))),
    ];
    let columns = columns.into_iter().map(|(name, column)| (name, column, true));
    RecordBatch::try_from_iter_with_nullable(columns).expect("the columns are of one length")
}

#[test]
fn batches_are_sent_and_come_back_as_they_were() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let batch = samples();
    let shown: String = py!(toy_tables.described(&batch))?;
    assert_eq!(
        shown,
        "RecordBatch(flags: bool, texts: large_string, kinds: dictionary<values=string, indices=int8, ordered=0>, \
         lists: list<item: list<item: int64>>, stamps: timestamp[us, tz=Europe/Berlin], cents: decimal128(38, 2), \
         pairs: struct<n: int64>, nulls: null) of 4"
    );
    assert_eq!(py!(toy_tables.same(&batch)).map(|back: RecordBatch| back)?, batch);
    let part = batch.slice(1, 2);
    assert_eq!(py!(toy_tables.same(&part)).map(|back: RecordBatch| back)?, part);

    let several = vec![batch.clone(), part];
    let table: Object = py!(toy_tables.same(&several))?;
    assert_eq!(table.type_name(), "pyarrow.lib.Table");
    assert_eq!(table.attr("num_rows").get::<i64>()?, 6);
    assert_eq!(table.get::<Vec<RecordBatch>>()?, several);
    assert_eq!(table.get::<RecordBatch>()?.slice(0, 4), batch);
    Ok(())
}

#[test]
fn data_frames_of_pandas_are_read() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let frame: Object = py!(toy_tables.of_pandas())?;
    let batch: RecordBatch = frame.get()?;
    let schema = batch.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(names, ["ints", "texts", "kinds", "stamps", "__index_level_0__"]);
    assert_eq!(batch["ints"].as_primitive::<Int64Type>(), &Int64Array::from(vec![Some(1), None]));
    assert!(batch["texts"].is_null(1));
    let kinds = batch["kinds"].as_dictionary::<Int8Type>();
    assert_eq!((kinds.key(0), kinds.values().len()), (Some(1), 2));
    let zone = Some("Europe/Berlin".into());
    assert!(
        matches!(batch["stamps"].data_type(), DataType::Timestamp(_, found) if *found == zone),
        "{schema}"
    );
    // What `pandas` noted in the schema makes the same frame of it again, with its index.
    let back = Call::of(&batch).method("to_pandas").object()?;
    assert!(frame.method("equals").arg(back).get::<bool>()?);
    Ok(())
}

#[test]
fn data_frames_of_polars_are_read() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let frame: Object = py!(toy_tables.of_polars())?;
    let batch: RecordBatch = frame.get()?;
    if !in_process() {
        assert_eq!(py!(sys.modules.get("pyarrow")).map(|absent: Value| absent)?, Value::None);
    }
    assert_eq!(batch["texts"].as_string::<i64>(), &LargeStringArray::from(vec![Some("a"), None]));
    let utc = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    assert_eq!(batch["stamps"].data_type(), &utc);
    assert!(matches!(batch["kinds"].data_type(), DataType::Dictionary(..)));
    let first = batch["lists"].as_list::<i64>().value(0);
    assert_eq!(first.as_primitive::<Int64Type>(), &Int64Array::from(vec![Some(1), None]));
    let back = Call::to("polars.from_arrow").arg(&batch).object()?;
    assert!(frame.method("equals").arg(back).get::<bool>()?);
    Ok(())
}

#[test]
fn chunks_are_batches_and_their_dictionaries_are_merged() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let table: Object = py!(toy_tables.in_chunks())?;
    let batches: Vec<RecordBatch> = table.get()?;
    assert_eq!(batches.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [2, 1, 2]);
    let whole: RecordBatch = table.get()?;
    let ints = Int64Array::from(vec![Some(1), Some(2), Some(3), Some(4), None]);
    assert_eq!(whole["ints"].as_primitive::<Int64Type>(), &ints);
    let kinds = whole["kinds"].as_dictionary::<Int32Type>();
    let kinds: Vec<_> =
        kinds.downcast_dict::<arrow_array::StringArray>().expect("text").into_iter().collect();
    assert_eq!(kinds, [Some("a"), Some("b"), Some("c"), Some("b"), None]);
    let listed: Vec<RecordBatch> = table.method("to_batches").get()?;
    assert_eq!(listed, batches);
    Ok(())
}

#[test]
fn tables_of_nothing_are_tables() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let rows: Vec<usize> = py!(toy_tables.of_no_columns())
        .map(|tables: [RecordBatch; 3]| tables.iter().map(RecordBatch::num_rows).collect())?;
    assert_eq!(rows, [3, 0, 0]);
    let options = RecordBatchOptions::new().with_row_count(Some(3));
    let bare = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), vec![], &options)
        .expect("rows need no columns");
    assert_eq!(py!(toy_tables.same(&bare)).map(|back: RecordBatch| back)?, bare);
    let empty = RecordBatch::new_empty(samples().schema());
    assert_eq!(py!(toy_tables.same(&empty)).map(|back: RecordBatch| back)?, empty);
    let shown: String = py!(toy_tables.described(Vec::<RecordBatch>::new()))?;
    assert_eq!(shown, "Table() of 0");

    let table: Object = py!(toy_tables.without_batches())?;
    let batches: Vec<RecordBatch> = table.get()?;
    assert_eq!(batches.len(), 1);
    assert_eq!((batches[0].num_rows(), batches[0].schema().field(0).name().as_str()), (0, "ints"));
    assert_eq!(table.get::<RecordBatch>()?, batches[0]);
    Ok(())
}

#[test]
fn what_is_no_table_is_an_error_that_says_what_it_is() {
    let _entered = session(&with_tables_and_records()).enter();
    let error = py!(collections.OrderedDict(a = 1)).map(|_: RecordBatch| ()).unwrap_err();
    assert!(error.to_string().starts_with("expected `table`, found `collections.OrderedDict ("), "{error}");
    let error = py!(builtins.list((1,))).map(|_: Vec<RecordBatch>| ()).unwrap_err();
    assert!(error.to_string().ends_with(" at `$[0]`"), "{error}");
    let ints: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let one = RecordBatch::try_from_iter([("a", Arc::clone(&ints))]).expect("a column");
    let other = RecordBatch::try_from_iter([("b", ints)]).expect("a column");
    let error = py!(toy_tables.same(vec![one, other])).map(|_: Value| ()).unwrap_err();
    assert!(matches!(&error, Error::Conversion(conversion) if conversion.at == "$[1]"), "{error}");
}

#[test]
fn without_pyarrow_the_error_names_it() {
    let _entered = session(&with_numpy()).enter();
    let error = py!(collections.OrderedDict(a = 1)).map(|_: RecordBatch| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected `table`, found `collections.OrderedDict, which takes the Python package `pyarrow` to be read; \
         install it beside what made this`"
    );
    let error = py!(toy_tables.same(samples())).map(|_: Value| ()).unwrap_err();
    assert!(error.is_instance("ModuleNotFoundError") && error.to_string().contains("pyarrow"), "{error}");
}

/// All of the above in this process. It can hold one Python, so it is another process, which leaves out what needs a second one.
#[test]
#[cfg(feature = "embed")]
fn the_same_holds_in_process() {
    if in_process() {
        return;
    }
    let mut child = std::process::Command::new(std::env::current_exe().expect("this program has a path"));
    let output = child.args(["--skip", "without_pyarrow"]).env("SNAKEBRIDGE_ENGINE", "embed").output();
    let output = output.expect("this program can be run again");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_table_that_was_received_does_not_change() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let numbers: Object = py!(numpy.zeros(100_000))?;
    let columns = Value::Dict(vec![("numbers".into(), Value::Object(numbers.clone()))]);
    let table = Call::to("pyarrow.table").arg(columns).object()?; // of the very memory
    let batch: RecordBatch = table.get()?;
    numbers.method("fill").arg(1.0).run()?;
    let column = batch.column(0).as_primitive::<arrow_array::types::Float64Type>();
    assert!(column.values().iter().all(|number| *number == 0.0));
    Ok(())
}

#[test]
fn a_large_batch_outlives_the_call_that_it_was_sent_with() -> snakebridge::Result<()> {
    let _entered = session(&with_tables_and_records()).enter();
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..500_000));
    let batch = RecordBatch::try_from_iter([("n", numbers)]).expect("a column");
    py!(pyarrow.__name__).map(|_: String| ())?; // it is imported
    let kept: Vec<Object> = py!(builtins.list(vec![&batch, &batch.slice(499_990, 10)]))?;
    let address: usize = py!({ &kept[0] }.column(0).buffers()[1].address)?;
    let ours = batch.column(0).as_primitive::<Int64Type>().values().as_ptr().addr();
    assert_eq!(address == ours, in_process(), "it is copied between processes, and only there");
    let back: RecordBatch = kept[0].get()?;
    assert_eq!(back, batch);
    drop((back, batch));
    py!(gc.collect()).map(|_: i64| ())?;
    assert_eq!(py!({ &kept[0] }.column(0)[499_999].as_py()).map(|last: i64| last)?, 499_999);
    assert_eq!(py!({ &kept[1] }.column(0).to_pylist()).map(|all: Vec<i64>| all[0])?, 499_990);
    Ok(())
}
