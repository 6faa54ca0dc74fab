use crate::check::checks;
use snakebridge::Result;
use typed::py::uncertainties::{self, UFloat, umath};

fn length() -> Result<UFloat> {
    uncertainties::ufloat(2.0).std_dev(0.5).object().map(UFloat::from)
}

checks! {
    "import uncertainties; from uncertainties import *; from uncertainties import umath";
    "uncertainties.ufloat", "uncertainties.UFloat.std_dev": "(ufloat(2, 0.5) * 3).std_dev"
        => (length()? * 3).object().map(UFloat::from)?.std_dev().get::<f64>();
    "uncertainties.UFloat.__add__", "uncertainties.UFloat.nominal_value": "(ufloat(2, 0.5) + ufloat(1, 0.1)).nominal_value"
        => (length()? + uncertainties::ufloat(1).std_dev(0.1)).object().map(UFloat::from)?.nominal_value().get::<f64>();
    "uncertainties.ufloat_fromstr", "uncertainties.nominal_value": "nominal_value(ufloat_fromstr('3.1+/-0.2'))"
        => uncertainties::nominal_value(uncertainties::ufloat_fromstr("3.1+/-0.2")).get::<f64>();
    "uncertainties.umath.sin": "umath.sin(ufloat(2, 0.5)).std_dev" => umath::sin((length()?,)).attr("std_dev").get::<f64>();
    "uncertainties.std_dev": "std_dev(5)" => uncertainties::std_dev(5).call();
}
