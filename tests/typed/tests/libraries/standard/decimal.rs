use crate::check::{checks, raised};
use typed::py::decimal::{self, Context, Decimal, DecimalTuple, DivisionByZero};

checks! {
    "import decimal; from decimal import Decimal";
    "decimal.Decimal", "decimal.Decimal.sqrt": "str(Decimal('2').sqrt())"
        => Ok(Decimal::new().value("2").call()?.sqrt().object()?.to_string());
    "decimal.Decimal.quantize", "decimal.ROUND_DOWN":
        "str(Decimal('1.239').quantize(Decimal('0.01'), decimal.ROUND_DOWN))" => {
        let places = Decimal::new().value("0.01").call()?;
        let number = Decimal::new().value("1.239").call()?;
        Ok(number.quantize(&places).rounding(decimal::ROUND_DOWN()).object()?.to_string())
    };
    "decimal.Decimal.as_tuple", "decimal.DecimalTuple", "decimal.DecimalTuple.digits": "Decimal('-1.5').as_tuple().digits" => {
        let parts: DecimalTuple = Decimal::new().value("-1.5").call()?.as_tuple().call()?;
        parts.digits().call()
    };
    "decimal.Decimal.__mul__": "str(Decimal('0.1') * 3)"
        => Ok((Decimal::new().value("0.1").call()? * 3).object()?.to_string());
    "decimal.Context", "decimal.Context.divide": "str(decimal.Context(prec=5).divide(1, 7))"
        => Ok(Context::new().prec(5).call()?.divide(1, 7).object()?.to_string());
    "decimal.DivisionByZero": "raised(lambda: decimal.Context().divide(Decimal(1), Decimal(0)))"
        => raised::<DivisionByZero>(Context::new().call()?.divide(1, 0).run());
    "decimal.getcontext", "decimal.Context.prec": "decimal.getcontext().prec"
        => decimal::getcontext().call()?.prec().call();
}
