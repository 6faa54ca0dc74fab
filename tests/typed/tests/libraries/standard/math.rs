use crate::check::checks;
use typed::py::math;

checks! {
    "import math";
    "math.sqrt": "math.sqrt(2)" => math::sqrt(2.0).call();
    "math.gcd": "math.gcd(12, 18, 27)" => math::gcd().arg(12).arg(18).arg(27).call();
    "math.comb": "math.comb(120, 60)" => math::comb(120, 60).get::<snakebridge::BigInt>();
    "math.isclose": "math.isclose(1, 1.01, rel_tol=0.1)" => math::isclose(1.0, 1.01).rel_tol(0.1).call();
    "math.prod": "math.prod([2, 3, 4], start=10)" => math::prod([2, 3, 4]).start(10).call();
    "math.frexp": "math.frexp(10.5)" => math::frexp(10.5).call();
    "math.pi": "math.pi" => math::pi().call();
    "math.dist": "math.dist([0, 0], [3, 4])" => math::dist([0.0, 0.0], [3.0, 4.0]).call();
}
