use crate::check::checks;
use typed::py::rapidfuzz::distance::{Editops, Jaro, Levenshtein};
use typed::py::rapidfuzz::{fuzz, process, utils};

checks! {
    "from rapidfuzz import fuzz, process, utils; from rapidfuzz.distance import Levenshtein, Jaro";
    "rapidfuzz.fuzz.ratio": "fuzz.ratio('snake', 'snack')" => fuzz::ratio("snake", "snack").call();
    "rapidfuzz.fuzz.token_sort_ratio": "fuzz.token_sort_ratio('a b', 'b a', score_cutoff=50)"
        => fuzz::token_sort_ratio("a b", "b a").score_cutoff(50).call();
    "rapidfuzz.process.extract": "process.extract('ab', ['abc', 'b', 'x'], limit=2)"
        => process::extract("ab", ["abc", "b", "x"]).limit(2).get::<Vec<(String, f64, i64)>>();
    "rapidfuzz.distance.Levenshtein.distance": "Levenshtein.distance('kitten', 'sitting', weights=(1, 1, 2))"
        => Levenshtein::distance("kitten", "sitting").weights((1, 1, 2)).call();
    "rapidfuzz.distance.Levenshtein.editops", "rapidfuzz.distance.Editops", "rapidfuzz.distance.Editops.apply":
        "Levenshtein.editops('ab', 'acb').apply('ab', 'acb')" => {
        let edits = Levenshtein::editops("ab", "acb").object().map(Editops::from)?;
        edits.apply("ab", "acb").get::<String>()
    };
    "rapidfuzz.distance.Jaro.similarity": "Jaro.similarity('martha', 'marhta')"
        => Jaro::similarity("martha", "marhta").call();
    "rapidfuzz.utils.default_process": "utils.default_process(' A-b ')" => utils::default_process(" A-b ").get::<String>();
}
