use crate::check::{checks, raised};
use typed::py::numpy::linalg::LinAlgError;
use typed::py::numpy::random::Generator;
use typed::py::numpy::{self, linalg, ndarray, random};

checks! {
    "import numpy as np";
    "numpy.add": "np.add([1, 2], [10, 20])" => numpy::add([1, 2], [10, 20]).get::<Vec<i64>>();
    "numpy.linspace": "np.linspace(0, 1, num=5)" => numpy::linspace(0.0, 1.0).num(5).get::<Vec<f64>>();
    "numpy.where": "np.where([True, False, True], 1, [7, 8, 9])"
        => numpy::r#where([true, false, true]).x(1).y([7, 8, 9]).get::<Vec<i64>>();
    "numpy.percentile": "np.percentile([1.0, 2.0, 4.0], 25, method='lower')"
        => numpy::percentile([1.0, 2.0, 4.0], 25).method_("lower").get::<f64>();
    "numpy.arange", "numpy.ndarray", "numpy.ndarray.reshape", "numpy.ndarray.T": "np.arange(6).reshape(2, 3).T.tolist()" => {
        let numbers = numpy::arange(6).object().map(ndarray::from)?;
        let table = numbers.reshape().arg(2).arg(3).object().map(ndarray::from)?;
        table.T().object().map(ndarray::from)?.tolist().get::<Vec<Vec<i64>>>()
    };
    "numpy.concatenate": "np.concatenate([[[1]], [[2]]], axis=1)"
        => numpy::concatenate([[[1]], [[2]]]).axis(1).get::<Vec<Vec<i64>>>();
    "numpy.linalg.norm": "np.linalg.norm([3, 4], ord=1)" => linalg::norm([3, 4]).ord(1).get::<f64>();
    "numpy.linalg.solve": "np.linalg.solve([[3, 1], [1, 2]], [9, 8])"
        => linalg::solve([[3, 1], [1, 2]], [9, 8]).get::<Vec<f64>>();
    "numpy.random.default_rng", "numpy.random.Generator", "numpy.random.Generator.integers":
        "np.random.default_rng(7).integers(0, 100, size=4)" => {
        let generator: Generator = random::default_rng().seed(7).call()?;
        generator.integers(0).high(100).size(4).get::<Vec<i64>>()
    };
    "numpy.eye": "(np.eye(2) @ np.eye(2)).tolist()"
        => numpy::eye(2).call()?.matmul(numpy::eye(2)).get::<Vec<Vec<f64>>>();
    "numpy.pi": "np.pi" => numpy::pi().call();
    "numpy.linalg.LinAlgError", "numpy.linalg.inv": "raised(np.linalg.inv, [[0, 0], [0, 0]])"
        => raised::<LinAlgError>(linalg::inv([[0, 0], [0, 0]]).run());
}
