use crate::check::{checks, raised};
use typed::py::shapely::errors::GEOSException;
use typed::py::shapely::{self, LineString, Point, Polygon};

checks! {
    "import shapely; from shapely import *; SQUARE = [(0, 0), (2, 0), (2, 2), (0, 2)]";
    "shapely.Point", "shapely.Point.distance": "Point(0, 0).distance(Point(3, 4))" => {
        let (origin, other) = (Point::new().arg(0).arg(0).call()?, Point::new().arg(3).arg(4));
        origin.distance(other).get::<f64>()
    };
    "shapely.Point.buffer": "Point(0, 0).buffer(1, quad_segs=2).area"
        => Point::new().arg(0).arg(0).call()?.buffer(1).quad_segs(2).attr("area").get::<f64>();
    "shapely.Polygon", "shapely.Polygon.area": "Polygon(SQUARE).area"
        => Polygon::new().shell([(0, 0), (2, 0), (2, 2), (0, 2)]).call()?.area().get::<f64>();
    "shapely.LineString", "shapely.LineString.wkt": "LineString([(0, 0), (1, 1)]).wkt"
        => LineString::new().coordinates([(0, 0), (1, 1)]).call()?.wkt().get::<String>();
    "shapely.box", "shapely.union", "shapely.area": "area(union(box(0, 0, 1, 1), box(0.5, 0, 2, 1)))"
        => shapely::area(shapely::union(shapely::r#box(0, 0, 1, 1), shapely::r#box(0.5, 0, 2, 1))).get::<f64>();
    "shapely.to_wkt": "to_wkt(Point(0.12345, 1), rounding_precision=2)"
        => shapely::to_wkt(Point::new().arg(0.12345).arg(1)).rounding_precision(2).get::<String>();
    "shapely.errors.GEOSException", "shapely.from_wkt": "raised(from_wkt, 'POINT(')"
        => raised::<GEOSException>(shapely::from_wkt("POINT(").run());
}
