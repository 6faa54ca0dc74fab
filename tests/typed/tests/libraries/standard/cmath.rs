use crate::check::checks;
use snakebridge::Complex;
use typed::py::cmath;

checks! {
    "import cmath";
    "cmath.sqrt": "cmath.sqrt(-2)" => cmath::sqrt(-2.0).call();
    "cmath.polar": "cmath.polar(3 + 4j)" => cmath::polar(Complex { re: 3.0, im: 4.0 }).call();
    "cmath.rect": "cmath.rect(2, 1)" => cmath::rect(2.0, 1.0).call();
    "cmath.tau": "cmath.tau" => cmath::tau().call();
}
