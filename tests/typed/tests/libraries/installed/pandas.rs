use crate::check::checks;
use snakebridge::Result;
use std::collections::BTreeMap;
use typed::py::pandas::{self, DataFrame, Series, Timestamp};

fn frame() -> Result<DataFrame> {
    let columns = [
        ("kind", vec!["a", "b", "a"].into_iter().map(Into::into).collect()),
        ("size", vec![1.into(), 2.into(), 4.into()]),
    ];
    DataFrame::new().data(BTreeMap::<&str, Vec<snakebridge::Value>>::from(columns)).call()
}

checks! {
    "import pandas as pd; frame = pd.DataFrame({'kind': ['a', 'b', 'a'], 'size': [1, 2, 4]})";
    "pandas.DataFrame", "pandas.DataFrame.shape": "frame.shape" => frame()?.shape().call();
    "pandas.DataFrame.columns": "list(frame.columns)"
        => frame()?.columns().object()?.iter::<String>().collect::<Result<Vec<_>>>();
    "pandas.DataFrame.groupby": "frame.groupby('kind')['size'].sum().to_dict()"
        => frame()?.groupby().by("kind").item("size").method("sum").method("to_dict").get::<BTreeMap<String, i64>>();
    "pandas.DataFrame.sort_values", "pandas.DataFrame.to_dict":
        "frame.sort_values('size', ascending=False).to_dict(orient='list')['kind']" => {
        let sorted = frame()?.sort_values("size").ascending(false).object().map(DataFrame::from)?;
        sorted.to_dict().orient("list").item("kind").get::<Vec<String>>()
    };
    "pandas.DataFrame.head", "pandas.DataFrame.to_csv": "frame.head(2).to_csv(index=False)"
        => frame()?.head().n(2).call()?.to_csv().index(false).call();
    "pandas.Series", "pandas.Series.median": "pd.Series([1.5, 2.5, 10.0]).median()"
        => Series::new().data([1.5, 2.5, 10.0]).call()?.median().get::<f64>();
    "pandas.Series.cumsum", "pandas.Series.tolist": "pd.Series([1, 2, 3]).cumsum().tolist()"
        => Series::new().data([1, 2, 3]).call()?.cumsum().call()?.tolist().get::<Vec<i64>>();
    "pandas.Series.__add__": "(pd.Series([1, 2]) + pd.Series([10, 20])).tolist()" => {
        let (left, right) = (Series::new().data([1, 2]).call()?, Series::new().data([10, 20]).call()?);
        (&left + &right).call()?.tolist().get::<Vec<i64>>()
    };
    "pandas.Timestamp", "pandas.Timestamp.day_name": "pd.Timestamp('2024-02-29').day_name()"
        => Timestamp::new().ts_input("2024-02-29").call()?.day_name().call();
    "pandas.date_range": "[str(day) for day in pd.date_range('2024-01-30', periods=3)]" => {
        let days = pandas::date_range().start("2024-01-30").periods(3).object()?;
        days.iter::<Timestamp>().map(|day| Ok(day?.to_string())).collect::<Result<Vec<_>>>()
    };
    "pandas.concat": "len(pd.concat([frame, frame], ignore_index=True))"
        => pandas::concat([frame()?, frame()?]).ignore_index(true).object()?.len().call();
    "pandas.isna": "pd.isna(None)" => pandas::isna(None::<f64>).call();
}
