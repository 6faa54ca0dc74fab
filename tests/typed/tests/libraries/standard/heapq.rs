use crate::check::checks;
use snakebridge::{Call, Callback, Result};
use typed::py::heapq;

checks! {
    "import heapq";
    "heapq.nlargest": "heapq.nlargest(2, ['a', 'ccc', 'bb'], key=len)" => {
        let length = Callback::new(|text: String| -> Result<usize> { Ok(text.len()) });
        heapq::nlargest(2, ["a", "ccc", "bb"]).key(length).get::<Vec<String>>()
    };
    "heapq.nsmallest": "heapq.nsmallest(2, [5, 1, 4])" => heapq::nsmallest(2, [5, 1, 4]).get::<Vec<i64>>();
    "heapq.merge": "list(heapq.merge([5, 2], [4, 1], reverse=True))"
        => heapq::merge().arg([5, 2]).arg([4, 1]).reverse(true).object()?.iter::<i64>().collect::<Result<Vec<_>>>();
    "heapq.heapify", "heapq.heappop": "(lambda heap: (heapq.heapify(heap), heapq.heappop(heap), heap)[1:])([3, 1, 2])" => {
        let heap = Call::to("builtins.list").arg([3, 1, 2]).object()?;
        heapq::heapify(&heap).run()?;
        Ok((heapq::heappop(&heap).get::<i64>()?, heap.get::<Vec<i64>>()?))
    };
}
