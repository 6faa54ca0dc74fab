use crate::check::{checks, raised};
use typed::py::statistics::{self, LinearRegression, NormalDist, StatisticsError};

checks! {
    "import statistics; from statistics import NormalDist";
    "statistics.mean": "statistics.mean([1, 2, 4])" => statistics::mean([1.0, 2.0, 4.0]).get::<f64>();
    "statistics.quantiles": "statistics.quantiles([1, 2, 3, 4, 5, 6], n=3, method='inclusive')"
        => statistics::quantiles(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).n(3).method_("inclusive").get::<Vec<f64>>();
    "statistics.NormalDist", "statistics.NormalDist.cdf": "NormalDist(100, 15).cdf(110)"
        => NormalDist::new().mu(100.0).sigma(15.0).call()?.cdf(110.0).call();
    "statistics.NormalDist.from_samples", "statistics.NormalDist.stdev": "NormalDist.from_samples([1, 2, 4]).stdev"
        => NormalDist::from_samples([1.0, 2.0, 4.0]).call()?.stdev().call();
    "statistics.NormalDist.__add__", "statistics.NormalDist.mean": "(NormalDist(1, 2) + 3).mean" => {
        let shifted = (NormalDist::new().mu(1.0).sigma(2.0).call()? + 3.0).object().map(NormalDist::from)?;
        shifted.mean().get::<f64>()
    };
    "statistics.linear_regression", "statistics.LinearRegression", "statistics.LinearRegression.slope":
        "statistics.linear_regression([1, 2, 3], [2, 4, 6.5]).slope" => {
        let line: LinearRegression = statistics::linear_regression([1.0, 2.0, 3.0], [2.0, 4.0, 6.5]).call()?;
        line.slope().call()
    };
    "statistics.StatisticsError", "statistics.median": "raised(statistics.median, [])"
        => raised::<StatisticsError>(statistics::median(Vec::<f64>::new()).run());
}
