use crate::check::{checks, raised};
use typed::py::pint::{DimensionalityError, Quantity, UndefinedUnitError, UnitRegistry};

checks! {
    "from pint import Quantity, UnitRegistry; registry = UnitRegistry()";
    "pint.Quantity", "pint.Quantity.to", "pint.Quantity.magnitude": "Quantity(2, 'inch').to('cm').magnitude" => {
        let length = Quantity::new(2).units("inch").call()?;
        length.to().other("cm").call()?.magnitude().get::<f64>()
    };
    "pint.Quantity.__mul__", "pint.Quantity.check": "(Quantity(2, 'm') * Quantity(3, 'm')).check('[area]')" => {
        let (wide, high) = (Quantity::new(2).units("m").call()?, Quantity::new(3).units("m"));
        (wide * high).object().map(Quantity::from)?.check("[area]").get::<bool>()
    };
    "pint.UnitRegistry", "pint.UnitRegistry.parse_expression": "str(registry.parse_expression('3 km / hour'))"
        => Ok(UnitRegistry::new().call()?.parse_expression("3 km / hour").object()?.to_string());
    "pint.DimensionalityError": "raised(Quantity(1, 'm').to, 's')"
        => raised::<DimensionalityError>(Quantity::new(1).units("m").call()?.to().other("s").run());
    "pint.UndefinedUnitError": "raised(registry.parse_expression, 'snakes')" => {
        let registry = UnitRegistry::new().call()?;
        raised::<UndefinedUnitError>(registry.parse_expression("snakes").run())
    };
}
