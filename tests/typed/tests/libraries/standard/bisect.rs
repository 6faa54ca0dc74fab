use crate::check::checks;
use typed::py::bisect;

checks! {
    "import bisect";
    "bisect.bisect_left": "bisect.bisect_left([1, 3, 3, 5], 3, lo=1)"
        => bisect::bisect_left([1, 3, 3, 5], 3).lo(1).call();
    "bisect.bisect_right": "bisect.bisect_right([1, 3, 3, 5], 3)" => bisect::bisect_right([1, 3, 3, 5], 3).call();
    "bisect.insort": "(lambda items: (bisect.insort(items, 4), items)[1])([1, 3, 5])" => {
        let items = snakebridge::Call::to("builtins.list").arg([1, 3, 5]).object()?;
        bisect::insort(&items, 4).run()?;
        items.get::<Vec<i64>>()
    };
}
