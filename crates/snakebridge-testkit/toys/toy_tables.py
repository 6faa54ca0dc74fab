"""Tables of several libraries; each is imported by the function that needs it."""

import datetime


def described(table):
    """The type of a table of pyarrow, and of its columns."""
    columns = ", ".join(f"{field.name}: {field.type}" for field in table.schema)
    return f"{type(table).__name__}({columns}) of {table.num_rows}"


def same(x):
    return x


def of_pandas():
    import pandas

    stamps = pandas.to_datetime(["2024-02-29T12:00:00.000001Z", None]).tz_convert("Europe/Berlin")
    frame = {
        "ints": pandas.array([1, None], dtype="Int64"),
        "texts": ["a", None],
        "kinds": pandas.Categorical(["x", "x"], categories=["y", "x"]),
        "stamps": stamps,
    }
    return pandas.DataFrame(frame, index=["first", "second"])


def of_polars():
    import polars

    lists = [[1, None], None]
    stamp = datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc)
    return polars.DataFrame(
        {
            "ints": [1, None],
            "texts": ["a", None],
            "kinds": polars.Series(["x", None], dtype=polars.Categorical),
            "stamps": [stamp, None],
            "lists": lists,
        }
    )


def in_chunks():
    import pyarrow

    kinds = [pyarrow.array(part).dictionary_encode() for part in (["a", "b"], ["c"], ["b", None])]
    ints = [pyarrow.array(part) for part in ([1, 2], [3], [4, None])]
    columns = [pyarrow.chunked_array(ints), pyarrow.chunked_array(kinds)]
    return pyarrow.table(columns, names=["ints", "kinds"])


def of_no_columns():
    import pandas
    import polars
    import pyarrow

    return [pandas.DataFrame(index=range(3)), polars.DataFrame(), pyarrow.table({})]


def without_batches():
    import pyarrow

    schema = pyarrow.schema([("ints", pyarrow.int64())])
    return pyarrow.Table.from_batches([], schema)
